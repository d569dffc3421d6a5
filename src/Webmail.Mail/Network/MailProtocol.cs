namespace Webmail.Mail.Network;

/// <summary>The dialogue spoken on a connection.</summary>
internal enum MailProtocol
{
    Imap,
    Smtp,
}
