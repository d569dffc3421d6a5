using MailKit;
using MailKit.Net.Smtp;
using MimeKit;

namespace Webmail.Mail.Smtp;

/// <summary>Goes on with the other recipients when one is refused, and remembers who was.</summary>
internal sealed class SubmissionClient : SmtpClient
{
    private readonly List<(string Address, SmtpResponse Response)> _refused = [];

    public IReadOnlyList<(string Address, SmtpResponse Response)> Refused => _refused;

    /// <summary>The servers on the way of the current message are asked to say what became of it (RFC 3461), where they know how.</summary>
    public bool WantsReport { get; private set; }

    /// <summary>Another message begins.</summary>
    public void BeginMessage(bool wantsReport)
    {
        _refused.Clear();
        WantsReport = wantsReport;
    }

    protected override DeliveryStatusNotification? GetDeliveryStatusNotifications(MimeMessage message, MailboxAddress mailbox) =>
        WantsReport ? DeliveryStatusNotification.Success | DeliveryStatusNotification.Failure | DeliveryStatusNotification.Delay : null;

    protected override string GetEnvelopeId(MimeMessage message) => message.MessageId ?? "";

    protected override void OnRecipientNotAccepted(MimeMessage message, MailboxAddress mailbox, SmtpResponse response) =>
        _refused.Add((mailbox.Address, response));

    protected override void OnNoRecipientsAccepted(MimeMessage message)
    {
        // One refusal for now makes the whole one for now: a later attempt can still reach that recipient.
        var (_, response) = _refused.Find(refused => (int)refused.Response.StatusCode < 500) is { Address: not null } later ? later : _refused[0];
        throw new SmtpCommandException(SmtpErrorCode.RecipientNotAccepted, response.StatusCode, response.Response);
    }
}
