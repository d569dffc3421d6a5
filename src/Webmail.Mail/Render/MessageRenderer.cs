namespace Webmail.Mail.Render;

/// <summary>Turns raw RFC 5322 bytes, written by a stranger, into what can be shown. Safe for any number of threads.</summary>
public sealed class MessageRenderer(RenderLimits? limits = null, TimeProvider? time = null)
{
    /// <summary>Reads the message to its end or to a bound, within <see cref="RenderLimits.Time"/>. Never throws for what the message holds.</summary>
    /// <param name="raw">Read forward only; stays open.</param>
    public RenderedMessage Render(Stream raw, RenderOptions options, CancellationToken cancellationToken) => throw new NotSupportedException($"{limits} {time}");

    /// <summary>Decodes one part; null when there is none of that number.</summary>
    /// <param name="raw">Read forward only; stays open and is needed no more afterwards.</param>
    /// <param name="index"><see cref="RenderedAttachment.Index"/>.</param>
    public PartContent? OpenPart(Stream raw, int index, CancellationToken cancellationToken) => throw new NotSupportedException($"{limits} {time}");
}
