namespace Webmail.Model;

/// <summary>How a mailing says that one leaves it (RFC 2369, 8058).</summary>
/// <param name="OneClick">Where a request ends it at once; only for messages whose sender is verified.</param>
/// <param name="Page">A page that does it; null when there is none.</param>
/// <param name="MailTo">A mailto: address that does it; null when there is none.</param>
public sealed record Unsubscribing(Uri? OneClick, Uri? Page, string? MailTo);
