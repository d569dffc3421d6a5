namespace Webmail.Model;

/// <summary>Who may sign in for the first time with nothing but a mailbox.</summary>
/// <param name="Mailbox">Anyone with a mailbox at an allowed provider.</param>
/// <param name="AllowedDomains">Narrows it; empty for every known provider. Lower case, A-labels.</param>
public sealed record SignInRules(bool Mailbox, IReadOnlyList<string> AllowedDomains);
