namespace Webmail.Model;

/// <summary>What a mail server reports of a message somebody sent (RFC 3464), or a reader of one they got (RFC 8098).</summary>
/// <param name="Recipients">At most <see cref="MaxRecipients"/>.</param>
public sealed record DeliveryReport(IReadOnlyList<RecipientReport> Recipients)
{
    /// <summary>More are not told one by one.</summary>
    public const int MaxRecipients = 20;
}

/// <summary>What became of the message for one recipient.</summary>
/// <param name="Address">Empty when the report does not say.</param>
/// <param name="Status">Enhanced status code (RFC 3463), such as 5.1.1; empty when there is none.</param>
/// <param name="ServerText">The other server's own words; empty when there are none.</param>
public sealed record RecipientReport(string Address, DeliveryOutcome Outcome, DeliveryReason Reason, string Status, string ServerText);

public enum DeliveryOutcome
{
    Failed,
    Delayed,
    Delivered,

    /// <summary>Handed to a system that reports nothing further.</summary>
    Relayed,

    /// <summary>A read receipt: it was displayed.</summary>
    Read,

    /// <summary>A read receipt: it was deleted without being displayed.</summary>
    DeletedUnread,
}

/// <summary>Why, as far as the status code tells.</summary>
public enum DeliveryReason
{
    Unknown,
    NoSuchAddress,
    NoSuchDomain,
    MailboxDisabled,
    MailboxFull,
    TooLarge,
    Unreachable,
    Expired,
    Loop,
    Refused,
    Authentication,
    Content,
}
