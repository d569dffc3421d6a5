namespace Webmail.Model;

/// <summary>In what language, theme and size of letters a person's screens are; null leaves the first two to the browser.</summary>
public sealed record PersonLook(string? Language, string? Theme, TextSize TextSize);
