namespace Webmail.Model;

/// <summary>A conversation of an account. Its number means nothing outside the account and is never reused.</summary>
public readonly record struct ConversationKey(AccountId Account, long Number);

/// <summary>What a row of a conversation says besides its newest message.</summary>
/// <param name="Count">Messages the reader shows, wherever they are; copies of the same message count once.</param>
/// <param name="Senders">Who wrote, each once, oldest first.</param>
public sealed record ConversationSummary(ConversationKey Key, int Count, IReadOnlyList<ConversationSender> Senders)
{
    public bool Equals(ConversationSummary? other) =>
        other is not null && Key == other.Key && Count == other.Count && Senders.SequenceEqual(other.Senders);

    public override int GetHashCode() => HashCode.Combine(Key, Count, Senders.Count);
}

/// <param name="IsMe">Written by the account's owner.</param>
public sealed record ConversationSender(MailPerson Person, bool IsMe);
