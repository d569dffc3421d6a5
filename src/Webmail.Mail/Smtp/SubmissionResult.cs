using Webmail.Model;

namespace Webmail.Mail.Smtp;

/// <summary>How one attempt to hand over a message ended.</summary>
public abstract record SubmissionResult
{
    private SubmissionResult()
    {
    }

    /// <summary>The largest message the server said it takes (RFC 1870), in bytes; null when it did not say.</summary>
    public long? MaxBytes { get; init; }

    /// <summary>The server took it for at least one recipient.</summary>
    public sealed record Accepted(string ServerText, IReadOnlyList<RefusedRecipient> Refused) : SubmissionResult;

    /// <summary>Refused for good (5xx): trying again changes nothing.</summary>
    public sealed record Rejected(MailFault Fault) : SubmissionResult;

    /// <summary>Not now (4xx, or no connection): nothing was handed over.</summary>
    public sealed record Deferred(MailFault Fault) : SubmissionResult;

    /// <summary>The connection broke after the message was sent and before the answer: it may have been taken.</summary>
    public sealed record Unknown(MailFault Fault) : SubmissionResult;
}
