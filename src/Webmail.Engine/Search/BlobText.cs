using Webmail.Data;
using Webmail.Mail.Render;
using Webmail.Model;

namespace Webmail.Engine.Search;

/// <summary>The words of a message whose bytes are in the blob store.</summary>
internal static class BlobText
{
    private static readonly RenderOptions Options = new(ShowRemoteImages: false, _ => "");

    /// <returns>Null when the blob is gone.</returns>
    public static async Task<NewText?> ReadAsync(BlobStore blobs, MessageRenderer renderer, MessageId message, BlobId blob, CancellationToken cancellationToken)
    {
        await using var raw = await blobs.OpenAsync(blob, cancellationToken);
        return raw is null ? null : await ReadAsync(renderer, message, raw, cancellationToken);
    }

    /// <param name="raw">The message, or its outline.</param>
    public static async Task<NewText> ReadAsync(MessageRenderer renderer, MessageId message, Stream raw, CancellationToken cancellationToken)
    {
        var rendered = await Task.Run(() => renderer.Render(raw, Options, cancellationToken), cancellationToken);
        return new NewText(message, rendered.PlainText, [.. rendered.Attachments.Select(part => part.FileName).Where(name => name.Length > 0)], 0);
    }
}
