namespace Webmail.Mail.Render;

/// <summary>A part on its way out.</summary>
/// <param name="FileName">As in <see cref="RenderedAttachment"/>.</param>
/// <param name="ContentType">Type and subtype in lower case, as the sender claims.</param>
/// <param name="Content">Decoded; the caller disposes it.</param>
public sealed record PartContent(string FileName, string ContentType, Stream Content);
