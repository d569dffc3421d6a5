using Webmail.Data;
using Webmail.Engine.Reading;
using Webmail.Mail.Compose;
using Webmail.Mail.Render;
using Webmail.Model;

namespace Webmail.Engine;

/// <summary>
/// Opens messages: from the blob store, else from the server by way of the account's actor. Of a large message only head and texts are fetched, and
/// its parts when they are opened.
/// </summary>
public sealed class MessageLoader
{
    private readonly MailQueries _queries;
    private readonly MessageRenderer _renderer;
    private readonly StoredMessages _stored;

    internal MessageLoader(MailQueries queries, MessageRenderer renderer, StoredMessages stored)
    {
        _queries = queries;
        _renderer = renderer;
        _stored = stored;
    }

    /// <summary>A message ready for the reader.</summary>
    public async Task<LoadedMessage> LoadAsync(UserId user, MessageId message, ReadingOptions options, CancellationToken cancellationToken)
    {
        if (await _queries.FindAsync(user, message, cancellationToken) is not { } facts)
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

    /// <summary>One part, decoded while it is read; null when there is no such message or part.</summary>
    /// <exception cref="MailFaultException">The server does not give it now.</exception>
    public async Task<PartStream?> OpenPartAsync(UserId user, MessageId message, int part, CancellationToken cancellationToken)
    {
        if (await _queries.FindAsync(user, message, cancellationToken) is not { } facts)
            return null;
        if (await _stored.OutlineAsync(facts, cancellationToken) is { } outline)
        {
            await using (outline.Message)
            {
                if (await OpenOutlinedAsync(facts, outline, part, cancellationToken) is { } opened)
                    return opened;
            }
        }

        return await _stored.OpenWholeAsync(facts, cancellationToken) is { } raw
            && await Task.Run(() => _renderer.OpenPart(raw.Content, part, cancellationToken), cancellationToken) is { } content
            ? new PartStream(content.FileName, content.ContentType, content.Content, null)
            : null;
    }

    /// <summary>The message's own bytes; null when there is no such message of this person.</summary>
    /// <exception cref="MailFaultException">The server does not give it now.</exception>
    public async Task<PartStream?> OpenRawAsync(UserId user, MessageId message, CancellationToken cancellationToken) =>
        await _queries.FindAsync(user, message, cancellationToken) is { } facts && await _stored.OpenWholeAsync(facts, cancellationToken) is { } raw
            ? new PartStream($"message-{message}.eml", "message/rfc822", raw.Content, raw.SizeBytes)
            : null;

    /// <summary>The parsed message for quoting; null when it is gone.</summary>
    /// <exception cref="MailFaultException">The server does not give it now.</exception>
    internal Task<RenderedMessage?> RenderForQuoteAsync(MessageFacts facts, CancellationToken cancellationToken) =>
        RenderAsync(facts, new RenderOptions(false, part => "cid:" + QuoteHtml.ContentIdOf(part), null), cancellationToken);

    private async Task<RenderedMessage?> RenderAsync(MessageFacts facts, RenderOptions options, CancellationToken cancellationToken)
    {
        if (await _stored.OutlineAsync(facts, cancellationToken) is { } outline)
        {
            await using var head = outline.Message;
            return outline.Complete(await Task.Run(() => _renderer.Render(head, options, cancellationToken), cancellationToken));
        }

        var raw = await _stored.OpenWholeAsync(facts, cancellationToken);
        if (raw is null)
            return null;
        await using var content = raw.Content;
        // Parsing is bounded work for a processor, not for the thread a circuit waits on.
        return await Task.Run(() => _renderer.Render(content, options, cancellationToken), cancellationToken);
    }

    /// <returns>Null when the whole message has to be asked for the part.</returns>
    private async Task<PartStream?> OpenOutlinedAsync(MessageFacts facts, OpenOutline outline, int part, CancellationToken cancellationToken)
    {
        if (outline.Outline.Parts.ElementAtOrDefault(part) is not { } place)
            return null;
        // Name and type are in the outline; the content is where the part itself is.
        if (await Task.Run(() => _renderer.OpenPart(outline.Message, part, cancellationToken), cancellationToken) is not { } named)
            return null;
        await using (named.Content)
        {
            try
            {
                var content = await _stored.OpenPartAsync(facts, part, place, cancellationToken);
                return new PartStream(named.FileName, named.ContentType, content.Content, content.SizeBytes);
            }
            catch (MailFaultException broken) when (broken.Fault.Kind is MailFaultKind.Protocol or MailFaultKind.Refused or MailFaultKind.Unsupported)
            {
                // The server gives the message but not the part.
                return null;
            }
        }
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
