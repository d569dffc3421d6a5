using Webmail.Model;

namespace Webmail.Engine;

/// <summary>What a new draft is made from.</summary>
/// <param name="Account">Null for the account of the original, else the person's first.</param>
public sealed record DraftSeed(
    DraftKind Kind,
    MessageId? Original,
    AccountId? Account,
    string To,
    string Cc,
    string Bcc,
    string Subject,
    string Body)
{
    /// <summary>The same with formatting; null for plain text.</summary>
    public string? Html { get; init; }

    /// <summary>The person writes plain text: an answer begins as that, whatever the original is.</summary>
    public bool Plain { get; init; }

    /// <summary>Of a forwarded message: it goes along whole, as a file.</summary>
    public bool AsFile { get; init; }

    /// <summary>More messages that go along whole.</summary>
    public IReadOnlyList<MessageId> Others { get; init; } = [];

    /// <summary>A name its browser gave it; empty for none. Begun twice it is still one draft.</summary>
    public string Key { get; init; } = "";

    /// <summary>The window that begins it; null for one that does not tell.</summary>
    public string? Editor { get; init; }

    /// <summary>Of an answer: it goes to the mailing list.</summary>
    public bool ToList { get; init; }

    /// <summary>Who a new message is from; null for the account's own address.</summary>
    public IdentityId? Identity { get; init; }
}

/// <summary>Sentences a reply needs in the person's language.</summary>
/// <param name="Attribution">Format with {0} = date and {1} = name, such as "On {0}, {1} wrote:".</param>
/// <param name="ForwardedHeader">Line above a forwarded message.</param>
/// <param name="From">Label of the sender in a forwarded header block; likewise the others.</param>
/// <param name="Culture">For the date.</param>
/// <param name="TimeZone">The person's.</param>
public sealed record QuoteTexts(
    string Attribution,
    string ForwardedHeader,
    string From,
    string Date,
    string Subject,
    string To,
    string Cc,
    System.Globalization.CultureInfo Culture,
    TimeZoneInfo TimeZone);

/// <summary>The outcome of saving a draft.</summary>
public abstract record DraftSaveResult
{
    private DraftSaveResult()
    {
    }

    public sealed record Saved(Draft Draft) : DraftSaveResult;

    /// <summary>Another window edits it; nothing was written.</summary>
    public sealed record HeldElsewhere(Draft Current) : DraftSaveResult;

    /// <summary>Somebody saved a newer version meanwhile; nothing was written.</summary>
    public sealed record Conflict(Draft Newer) : DraftSaveResult;

    public sealed record NotFound : DraftSaveResult;
}

/// <summary>The outcome of adding a file.</summary>
public abstract record AttachResult
{
    private AttachResult()
    {
    }

    public sealed record Attached(DraftAttachment Attachment) : AttachResult;

    public sealed record TooLarge(long MaxBytes) : AttachResult;

    public sealed record NotFound : AttachResult;
}

/// <summary>Which text of a draft that was changed in two places is right.</summary>
public enum ContestChoice
{
    /// <summary>The one here.</summary>
    Mine,

    /// <summary>The one another mail program put on the server.</summary>
    Theirs,

    /// <summary>Each becomes a draft of its own.</summary>
    Both,
}
