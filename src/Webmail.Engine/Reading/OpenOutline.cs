using Webmail.Mail.Render;

namespace Webmail.Engine.Reading;

/// <summary>A large message that is here without its files.</summary>
/// <param name="Message">To be read like a message; the caller disposes it.</param>
internal sealed record OpenOutline(MessageOutline Outline, Stream Message)
{
    /// <returns>Null when it was written by another version; <paramref name="stored"/> stays the caller's then.</returns>
    public static OpenOutline? Read(Stream stored) => MessageOutline.Read(stored) is { } outline ? new OpenOutline(outline, stored) : null;

    /// <summary>What was made of the message, with the sizes its files have on the server.</summary>
    public RenderedMessage Complete(RenderedMessage rendered) => rendered with
    {
        Attachments = [.. rendered.Attachments.Select(part => part.Part.Rest is null && Outline.Parts.ElementAtOrDefault(part.Part.First) is { } place ? part with { SizeBytes = place.DecodedBytes } : part)],
        Shortened = rendered.Shortened || Outline.Shortened,
    };
}
