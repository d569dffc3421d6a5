using Webmail.Data;
using Webmail.Engine.Accounts;
using Webmail.Mail.Render;
using Webmail.Model;

namespace Webmail.Engine;

/// <summary>Opens messages: from the blob store, else from the server by way of the account's actor.</summary>
public sealed class MessageLoader(MailQueries queries, BlobStore blobs, IAccountHost host, MessageRenderer renderer)
{
    /// <summary>A message ready for the reader.</summary>
    public async Task<LoadedMessage> LoadAsync(UserId user, MessageId message, ReadingOptions options, CancellationToken cancellationToken)
    {
        if (await queries.FindAsync(user, message, cancellationToken) is not { } facts)
            return new LoadedMessage.NotFound();
        try
        {
            var rendered = await RenderAsync(facts, new RenderOptions(options.ShowRemoteImages, options.PartUrl, null, options.Theme), cancellationToken);
            return rendered is null ? new LoadedMessage.NotFound() : new LoadedMessage.Found(View(facts, rendered));
        }
        catch (MailFaultException refusal) when (refusal.Fault.Kind == MailFaultKind.NotFound && facts.Uid is not null)
        {
            return new LoadedMessage.NotFound();
        }
        catch (MailFaultException refusal)
        {
            return new LoadedMessage.Unavailable(refusal.Fault);
        }
    }

    /// <summary>One decoded part; null when there is no such message or part, or it cannot be had now.</summary>
    public async Task<PartStream?> OpenPartAsync(UserId user, MessageId message, int part, CancellationToken cancellationToken)
    {
        var raw = await OpenRawAsync(user, message, cancellationToken);
        if (raw is null)
            return null;
        await using (raw)
        {
            return await Task.Run(() => renderer.OpenPart(raw, part, cancellationToken), cancellationToken) is { } content
                ? new PartStream(content.FileName, content.ContentType, content.Content)
                : null;
        }
    }

    /// <summary>The message's own bytes; null when there is no such message of this person.</summary>
    /// <exception cref="MailFaultException">The server does not give it now.</exception>
    public async Task<Stream?> OpenRawAsync(UserId user, MessageId message, CancellationToken cancellationToken) =>
        await queries.FindAsync(user, message, cancellationToken) is { } facts ? await OpenAsync(facts, cancellationToken) : null;

    /// <summary>The parsed message for quoting; null when it is gone.</summary>
    /// <exception cref="MailFaultException">The server does not give it now.</exception>
    internal Task<RenderedMessage?> RenderForQuoteAsync(MessageFacts facts, CancellationToken cancellationToken) =>
        RenderAsync(facts, new RenderOptions(false, _ => "", null), cancellationToken);

    private async Task<RenderedMessage?> RenderAsync(MessageFacts facts, RenderOptions options, CancellationToken cancellationToken)
    {
        await using var raw = await OpenAsync(facts, cancellationToken);
        // Parsing is bounded work for a processor, not for the thread a circuit waits on.
        return raw is null ? null : await Task.Run(() => renderer.Render(raw, options, cancellationToken), cancellationToken);
    }

    private async Task<Stream?> OpenAsync(MessageFacts facts, CancellationToken cancellationToken)
    {
        if (facts.BodyBlob is { } cached && await blobs.OpenAsync(cached, cancellationToken) is { } stream)
            return stream;
        var blob = await host.FetchBodyAsync(facts.AccountId, facts.Id, cancellationToken);
        return await blobs.OpenAsync(blob, cancellationToken);
    }

    private static MessageView View(MessageFacts facts, RenderedMessage rendered) => new(
        facts.Id,
        facts.AccountId,
        rendered.Subject,
        rendered.From,
        rendered.To,
        rendered.Cc,
        rendered.Date ?? facts.Received,
        rendered.Format == BodyFormat.Html,
        rendered.Document,
        rendered.BlockedImages,
        [.. rendered.Attachments.Select(part => new AttachmentView(part.Index, part.FileName, part.ContentType, part.SizeBytes, part.Inline))],
        rendered.Shortened,
        rendered.Problem);
}
