namespace Webmail.Mail.Smtp;

/// <summary>The envelope of a message.</summary>
/// <param name="Sender">MAIL FROM.</param>
/// <param name="Recipients">RCPT TO.</param>
/// <param name="WantsReport">The servers on its way are asked to say what became of it (RFC 3461).</param>
public sealed record Submission(string Sender, IReadOnlyList<string> Recipients, bool WantsReport);
