namespace Webmail.Mail.Render;

/// <summary>A part on its way out.</summary>
/// <param name="FileName">As in <see cref="RenderedAttachment"/>.</param>
/// <param name="ContentType">Type and subtype in lower case, as the sender claims.</param>
/// <param name="Content">Decoded; the caller disposes it.</param>
public sealed record PartContent(string FileName, string ContentType, Stream Content)
{
    /// <summary>As declared; empty when it is not.</summary>
    public string Charset { get; init; } = "";

    /// <summary>A message of its own, which opens as one.</summary>
    public bool IsMessage => ContentType is "message/rfc822" or "message/global";
}
