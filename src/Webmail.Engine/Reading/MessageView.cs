using Webmail.Model;

namespace Webmail.Engine;

/// <summary>A message ready for the reader.</summary>
/// <param name="Document">Complete sanitised HTML document for the sandboxed frame, for HTML and text bodies alike.</param>
/// <param name="BlockedImages">Remote images that were not loaded.</param>
/// <param name="Shortened">A bound was reached: the original can be downloaded.</param>
/// <param name="Problem">Set when the message could not be parsed and is shown raw.</param>
public sealed record MessageView(
    MessageId Id,
    AccountId AccountId,
    string Subject,
    MailPerson From,
    IReadOnlyList<MailPerson> To,
    IReadOnlyList<MailPerson> Cc,
    DateTimeOffset Date,
    bool IsHtml,
    string Document,
    int BlockedImages,
    IReadOnlyList<AttachmentView> Attachments,
    bool Shortened,
    string? Problem)
{
    /// <summary>What a mail server reports of a message that was sent.</summary>
    public DeliveryReport? Report { get; init; }

    /// <summary>Who wanted to count that the message is read, by name or host; never loaded.</summary>
    public IReadOnlyList<string> Trackers { get; init; } = [];

    /// <summary>How one leaves the mailing it is of; null when it is none.</summary>
    public Unsubscribing? Unsubscribing { get; init; }

    /// <summary>Where one writes to everybody on the list it came from; null when it came from none.</summary>
    public string? ListPost { get; init; }

    /// <summary>The sender asks to be told when it is read; nothing tells them by itself.</summary>
    public bool AsksForReceipt { get; init; }

    /// <summary>Links that say one thing and lead to another.</summary>
    public int LyingLinks { get; init; }

    /// <summary>What was decided of its remote images.</summary>
    public RemoteImageDecision Images { get; init; }

    /// <summary>Who really sent it; null where nobody asked.</summary>
    public SenderView? Sender { get; init; }

    /// <summary>The event the message brings.</summary>
    public Invitation? Invitation { get; init; }
}

/// <summary>A part that can be saved.</summary>
/// <param name="Part">Where it is within the message, for its address.</param>
/// <param name="Inline">Shown inside the body already.</param>
public sealed record AttachmentView(PartPath Part, string FileName, string ContentType, long SizeBytes, bool Inline)
{
    /// <summary>What it is by its content; null when that is not known yet.</summary>
    public string? ActualType { get; init; }

    public AttachmentRisk Risk { get; init; }
}

/// <summary>A part, or a whole message, on its way to the person; the caller disposes the stream.</summary>
/// <param name="SizeBytes">Null when it is known only at the end.</param>
public sealed record PartStream(string FileName, string ContentType, Stream Content, long? SizeBytes) : IAsyncDisposable
{
    /// <summary>A message of its own, which opens as one.</summary>
    public bool IsMessage => ContentType is "message/rfc822" or "message/global";

    public ValueTask DisposeAsync() => Content.DisposeAsync();
}

/// <summary>How a message is to be shown.</summary>
/// <param name="Theme">"light", "dark", or null for the system's.</param>
/// <param name="PartUrl">Address of a part, for images inside the body.</param>
/// <param name="Charset">What the person says the texts are written in; null believes the message and guesses.</param>
public sealed record ReadingOptions(bool ShowRemoteImages, string? Theme, Func<PartPath, string> PartUrl, string? Charset = null)
{
    /// <summary>HTML mail turned dark as well.</summary>
    public bool Dark { get; init; }

    /// <summary>Plain text in letters of one width.</summary>
    public bool Monospace { get; init; }

    /// <summary>What folded quotes are called.</summary>
    public string QuoteLabel { get; init; } = "…";

    /// <summary>Address under which a remote image is fetched for the person.</summary>
    public Func<Uri, string>? ImageUrl { get; init; }

    /// <summary>Find out who really sent it as well.</summary>
    public bool WithSender { get; init; }
}

/// <summary>Whether the remote images of a message are shown, and why.</summary>
public enum RemoteImageDecision
{
    Blocked,

    /// <summary>The person wants images of this sender, but nobody can tell that it is this sender.</summary>
    BlockedUnverified,

    /// <summary>The person never wants any.</summary>
    BlockedAlways,
    Shown,
}

/// <summary>The outcome of opening a message.</summary>
public abstract record LoadedMessage
{
    private LoadedMessage()
    {
    }

    public sealed record Found(MessageView Message) : LoadedMessage;

    /// <summary>No such message of this person, or it is gone from the server.</summary>
    public sealed record NotFound : LoadedMessage;

    /// <summary>The body is not here and the server does not give it now.</summary>
    public sealed record Unavailable(MailFault Fault) : LoadedMessage;
}
