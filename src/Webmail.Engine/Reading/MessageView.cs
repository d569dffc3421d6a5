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
    string? Problem);

/// <summary>A part that can be saved.</summary>
/// <param name="Index">Number of the part within the message, for its address.</param>
/// <param name="Inline">Shown inside the body already.</param>
public sealed record AttachmentView(int Index, string FileName, string ContentType, long SizeBytes, bool Inline);

/// <summary>A part, or a whole message, on its way to the person; the caller disposes the stream.</summary>
/// <param name="SizeBytes">Null when it is known only at the end.</param>
public sealed record PartStream(string FileName, string ContentType, Stream Content, long? SizeBytes) : IAsyncDisposable
{
    public ValueTask DisposeAsync() => Content.DisposeAsync();
}

/// <summary>How a message is to be shown.</summary>
/// <param name="Theme">"light", "dark", or null for the system's.</param>
/// <param name="PartUrl">Address of a part by its index, for images inside the body.</param>
public sealed record ReadingOptions(bool ShowRemoteImages, string? Theme, Func<int, string> PartUrl);

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
