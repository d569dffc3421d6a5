using Webmail.Mail.Imap;
using Webmail.Mail.Smtp;
using Webmail.Model;

namespace Webmail.Engine;

/// <summary>Tries a password at both servers of a mailbox: one that can read but not send is found out now, not with the first message.</summary>
public sealed class MailboxProof(ImapSignIn imap, SmtpSubmitter smtp)
{
    /// <returns>Null when both took it.</returns>
    public async Task<AddAccountResult.Failed?> RefusalAsync(FoundMailbox mailbox, MailCredential credential, CancellationToken cancellationToken)
    {
        if (await imap.VerifyAsync(mailbox.Servers, credential, cancellationToken) is { } reading)
            return new AddAccountResult.Failed(MailboxSignIn.Failure(reading, mailbox.Preset), IsSmtp: false);
        // A provider configured without an SMTP server is for reading only.
        if (mailbox.Preset is { Smtp: null } || await smtp.VerifyAsync(mailbox.Servers, credential, cancellationToken) is not { } sending)
            return null;
        return new AddAccountResult.Failed(MailboxSignIn.Failure(sending, mailbox.Preset), IsSmtp: true);
    }
}
