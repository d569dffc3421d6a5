using Webmail.Model;

namespace Webmail.Data;

/// <summary>A composed message to be queued.</summary>
/// <param name="Draft">The draft it was made from; hidden when queued.</param>
/// <param name="FirstRecipientDisplay">What lists show for it: name or address of the first recipient.</param>
/// <param name="Blob">Its frozen bytes.</param>
/// <param name="NotBefore">Until then it can be taken back.</param>
/// <param name="Scheduled">The person chose the time; else it is the delay in which sending can be undone.</param>
public sealed record NewOutboxItem(
    UserId User,
    AccountId Account,
    DraftId? Draft,
    DraftKind Kind,
    MessageId? Original,
    string MessageIdHeader,
    string Sender,
    IReadOnlyList<string> Recipients,
    string Subject,
    string FirstRecipientDisplay,
    BlobId Blob,
    DateTimeOffset NotBefore,
    bool Scheduled)
{
    /// <summary>The servers on its way are asked to say that it was delivered (RFC 3461).</summary>
    public bool WantsReport { get; init; }
}
