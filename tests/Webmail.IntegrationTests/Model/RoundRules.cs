using Webmail.Model;

namespace Webmail.IntegrationTests.Model;

/// <summary>
/// Who touched what in a round. Two clients that move the same message at the same time may end either way, and a model that allows both proves
/// nothing: what one moved, the other leaves alone until the next round. Different flags of one message, and its removal under our flags, are allowed.
/// </summary>
internal sealed class RoundRules
{
    public HashSet<string> Flagged { get; } = new(StringComparer.Ordinal);

    public HashSet<string> Moved { get; } = new(StringComparer.Ordinal);

    /// <summary>Moved to the other account and perhaps back: the target's own row, under an id of its own, stands for it there.</summary>
    public HashSet<string> Transferred { get; } = new(StringComparer.Ordinal);

    public HashSet<string> Theirs { get; } = new(StringComparer.Ordinal);

    /// <summary>What an undo would take back.</summary>
    public OwnAction? LastOwn { get; set; }

    public bool IsFree(ModelMessage message) => !Theirs.Contains(message.Header);
}

/// <summary>An acknowledged action of ours.</summary>
internal sealed record OwnAction(ModelMessage Message, Place Before, Guid Undo)
{
    public string Header => Message.Header;
}

/// <summary>Where a message is and with which flags.</summary>
/// <param name="Folder">Null: gone.</param>
internal sealed record Place(string? Folder, MailFlags Flags)
{
    /// <summary>The flags that only the product changes in a run; the others are the other client's.</summary>
    public const MailFlags Ours = MailFlags.Seen | MailFlags.Flagged;

    public static Place Of(ModelMessage message) => new(message.Folder, message.Flags);

    /// <summary>Leaves the other client's flags as they are, and what is gone stays gone.</summary>
    public void Apply(ModelMessage message)
    {
        message.Flags = (message.Flags & ~Ours) | (Flags & Ours);
        if (message.Folder is not null)
            message.Folder = Folder;
    }

    public bool IsLike(Place other) => Folder == other.Folder && (Folder is null || (Flags & Ours) == (other.Flags & Ours));

    public override string ToString() => Folder is null ? "nothing" : $"{Folder} ({Flags})";
}

/// <summary>The mailbox is not what it has to be.</summary>
internal sealed class ModelBrokenException(string message) : Exception(message);
