using MailKit.Net.Imap;
using Webmail.Model;

namespace Webmail.Mail.Imap;

/// <summary>An IMAP client that passes bodies on while they arrive; MailKit's own holds each in memory to its end.</summary>
internal sealed class StreamingImapClient : ImapClient
{
    // A connection remembers every folder it heard of, also of those that were renamed meanwhile.
    private const int MaxFolders = 4 * FolderLister.MaxFolders;

    private int _folders;

    /// <exception cref="MailFaultException">More folders than an account may have.</exception>
    protected override ImapFolder CreateImapFolder(ImapFolderConstructorArgs args) => ++_folders <= MaxFolders
        ? new StreamingImapFolder(args)
        : throw new MailFaultException(new MailFault(MailFaultKind.Protocol, $"The server lists more than {MaxFolders} folders"));
}
