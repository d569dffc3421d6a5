using MimeKit;
using MimeKit.IO;

namespace Webmail.Mail.Compose;

/// <summary>An attachment's bytes, opened only while the message is written: MimeKit's own content wants a stream that seeks, blobs decrypt forward only.</summary>
internal sealed class OnDemandContent(Func<CancellationToken, Task<Stream>> openAsync) : IMimeContent
{
    public ContentEncoding Encoding => ContentEncoding.Default;

    public NewLineFormat? NewLineFormat => null;

    public Stream Stream => throw new NotSupportedException("The content is read while the message is written.");

    public Stream Open() => throw new NotSupportedException("The content is read while the message is written.");

    public void DecodeTo(Stream stream, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException("The message is written asynchronously.");

    public async Task DecodeToAsync(Stream stream, CancellationToken cancellationToken = default)
    {
        var content = await openAsync(cancellationToken);
        await using (content)
            await content.CopyToAsync(stream, cancellationToken);

        // The encoder holds up to two bytes back until it is flushed.
        if (stream is FilteredStream filtered)
            await filtered.FlushAsync(cancellationToken);
    }

    public void WriteTo(Stream stream, CancellationToken cancellationToken = default) => DecodeTo(stream, cancellationToken);

    public Task WriteToAsync(Stream stream, CancellationToken cancellationToken = default) => DecodeToAsync(stream, cancellationToken);

    public void Dispose()
    {
        // Nothing is held between writings.
    }
}
