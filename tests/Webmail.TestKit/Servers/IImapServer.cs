using MailKit.Net.Imap;
using MimeKit;

namespace Webmail.TestKit.Servers;

/// <summary>
/// A real IMAP server of another make than <see cref="MailServer"/>'s, and as private: loopback only, a free port, everything in one
/// temporary directory that goes with it. It takes no mail by SMTP.
/// </summary>
public interface IImapServer : IAsyncDisposable
{
    /// <summary>The process that accepts connections.</summary>
    int ProcessId { get; }

    /// <summary>IMAP on 127.0.0.1; STARTTLS with a certificate for localhost.</summary>
    int Port { get; }

    /// <summary>PEM file of the authority that signed the certificate.</summary>
    string CaPath { get; }

    /// <summary>Adds a person; the mailbox is made as that server makes new ones.</summary>
    Task<MailUser> AddUserAsync(string address);

    /// <summary>Delivers as another server would; it is in the mailbox when this returns.</summary>
    Task DeliverAsync(MailUser user, MimeMessage message);

    /// <summary>Every command line the person's clients sent after sign-in, as the server's own log has it. Lines of connections at the same time may be mixed.</summary>
    Task<IReadOnlyList<string>> CommandsAsync(MailUser user);

    /// <summary>What the server wrote down about sign-ins of this person.</summary>
    Task<string> SignInLogAsync(MailUser user);

    /// <summary>A signed-in client of the person, for looking at what the server really holds. Dispose it.</summary>
    Task<ImapClient> ImapClientAsync(MailUser user);
}
