namespace Webmail.Model;

/// <summary>In what language and theme a person's screens are; null leaves either to the browser.</summary>
public sealed record PersonLook(string? Language, string? Theme);
