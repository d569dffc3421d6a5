namespace Webmail.Model;

/// <summary>Where a mail server listens.</summary>
/// <param name="Host">Host name in A-label form, or an address; never empty.</param>
/// <param name="Port">1–65535.</param>
/// <param name="Security">Decided by configuration; the port does not determine it.</param>
/// <param name="AllowPrivate">True for hosts that the administrator configured: they may be on a private or loopback address.</param>
public sealed record ServerEndpoint(string Host, int Port, ConnectionSecurity Security, bool AllowPrivate = false);
