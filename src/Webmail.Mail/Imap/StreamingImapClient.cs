using MailKit.Net.Imap;

namespace Webmail.Mail.Imap;

/// <summary>An IMAP client that passes bodies on while they arrive; MailKit's own holds each in memory to its end.</summary>
internal sealed class StreamingImapClient : ImapClient
{
    protected override ImapFolder CreateImapFolder(ImapFolderConstructorArgs args) => new StreamingImapFolder(args);
}
