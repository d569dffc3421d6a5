using MailKit.Net.Smtp;
using MimeKit;

namespace Webmail.Mail.Smtp;

/// <summary>Goes on with the other recipients when one is refused, and remembers who was.</summary>
internal sealed class OneAttemptClient : SmtpClient
{
    private readonly List<(string Address, SmtpResponse Response)> _refused = [];

    public IReadOnlyList<(string Address, SmtpResponse Response)> Refused => _refused;

    protected override void OnRecipientNotAccepted(MimeMessage message, MailboxAddress mailbox, SmtpResponse response) =>
        _refused.Add((mailbox.Address, response));

    protected override void OnNoRecipientsAccepted(MimeMessage message)
    {
        // One refusal for now makes the whole one for now: a later attempt can still reach that recipient.
        var (_, response) = _refused.Find(refused => (int)refused.Response.StatusCode < 500) is { Address: not null } later ? later : _refused[0];
        throw new SmtpCommandException(SmtpErrorCode.RecipientNotAccepted, response.StatusCode, response.Response);
    }
}
