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
    private readonly SenderChecker _senders;
    private readonly ImageChoices _images;
    private readonly RenderCache _cache = new();

    internal MessageLoader(MailQueries queries, MessageRenderer renderer, StoredMessages stored, SenderChecker senders, ImageChoices images)
    {
        _queries = queries;
        _renderer = renderer;
        _stored = stored;
        _senders = senders;
        _images = images;
    }

    /// <summary>A message ready for the reader.</summary>
    public async Task<LoadedMessage> LoadAsync(UserId user, MessageId message, ReadingOptions options, CancellationToken cancellationToken)
    {
        if (await _queries.FindAsync(user, message, cancellationToken) is not { } facts)
            return new LoadedMessage.NotFound();
        try
        {
            return await LoadAsync(user, facts, options, cancellationToken) is { } view ? new LoadedMessage.Found(view) : new LoadedMessage.NotFound();
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

    private async Task<MessageView?> LoadAsync(UserId user, MessageFacts facts, ReadingOptions options, CancellationToken cancellationToken)
    {
        var render = Options(options, options.PartUrl);
        if (await RenderAsync(facts, render, cancellationToken) is not { } rendered)
            return null;
        SenderView? sender = null;
        var images = options.ShowRemoteImages ? RemoteImageDecision.Shown
            : rendered.BlockedImages == 0 ? RemoteImageDecision.Blocked
            : await _images.DecideAsync(user, rendered.From.Address, async () => sender = await _senders.CheckAsync(facts, rendered, cancellationToken), cancellationToken);
        if (images == RemoteImageDecision.Shown && !options.ShowRemoteImages)
            rendered = await RenderAsync(facts, render with { ShowRemoteImages = true }, cancellationToken) ?? rendered;
        if (options.WithSender)
            sender ??= await _senders.CheckAsync(facts, rendered, cancellationToken);
        var view = View(facts, rendered) with { Sender = sender, Images = images };
        // A request that ends something is sent only for who the mailing really is from.
        return view is { Unsubscribing: { OneClick: not null } leaving } && sender?.IsVerified != true ? view with { Unsubscribing = leaving with { OneClick = null } } : view;
    }

    /// <summary>A message that is a part of another one, ready for the reader.</summary>
    /// <param name="part">Where it is.</param>
    public async Task<LoadedMessage> LoadWithinAsync(UserId user, MessageId message, PartPath part, ReadingOptions options, CancellationToken cancellationToken)
    {
        if (await _queries.FindAsync(user, message, cancellationToken) is not { } facts)
            return new LoadedMessage.NotFound();
        try
        {
            await using var opened = await OpenPartAsync(facts, part, cancellationToken);
            if (opened is not { IsMessage: true })
                return new LoadedMessage.NotFound();
            // Of a part that comes from the server now the size is not known.
            await using var content = opened.SizeBytes is null && opened.Content.CanSeek is false ? await PartMemory.ReadAsync(opened.Content, cancellationToken) : opened.Content;
            var render = Options(options, inner => options.PartUrl(inner.Within(part)));
            var rendered = await Task.Run(() => _renderer.Render(content, render, cancellationToken), cancellationToken);
            var view = View(facts, rendered);
            view = view with { Images = options.ShowRemoteImages ? RemoteImageDecision.Shown : RemoteImageDecision.Blocked };
            return new LoadedMessage.Found(view with { Attachments = [.. view.Attachments.Select(inner => inner with { Part = inner.Part.Within(part) })] });
        }
        catch (MailFaultException refusal)
        {
            return new LoadedMessage.Unavailable(refusal.Fault);
        }
        catch (IOException)
        {
            return new LoadedMessage.Unavailable(new MailFault(MailFaultKind.Network, "The server stopped in the middle of a file"));
        }
    }

    /// <summary>One part, decoded while it is read; null when there is no such message or part.</summary>
    /// <exception cref="MailFaultException">The server does not give it now.</exception>
    public async Task<PartStream?> OpenPartAsync(UserId user, MessageId message, PartPath part, CancellationToken cancellationToken) =>
        await _queries.FindAsync(user, message, cancellationToken) is { } facts ? await OpenPartAsync(facts, part, cancellationToken) : null;

    private async Task<PartStream?> OpenPartAsync(MessageFacts facts, PartPath part, CancellationToken cancellationToken)
    {
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
        RenderAsync(facts, new RenderOptions(false, part => "cid:" + QuoteHtml.ContentIdOf(part)) { QuoteLabel = null }, cancellationToken);

    private async Task<RenderedMessage?> RenderAsync(MessageFacts facts, RenderOptions options, CancellationToken cancellationToken)
    {
        if (_cache.Find(facts.Id, options) is { } known)
            return known;
        var rendered = await RenderNowAsync(facts, options, cancellationToken);
        if (rendered is not null)
            _cache.Keep(facts.Id, options, rendered);
        return rendered;
    }

    private async Task<RenderedMessage?> RenderNowAsync(MessageFacts facts, RenderOptions options, CancellationToken cancellationToken)
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
    private async Task<PartStream?> OpenOutlinedAsync(MessageFacts facts, OpenOutline outline, PartPath part, CancellationToken cancellationToken)
    {
        if (outline.Outline.Parts.ElementAtOrDefault(part.First) is not { } place)
            return null;
        // Name and type are in the outline; the content is where the part itself is.
        if (await Task.Run(() => _renderer.OpenPart(outline.Message, part.First, cancellationToken), cancellationToken) is not { } named)
            return null;
        await using (named.Content)
        {
            try
            {
                var content = await _stored.OpenPartAsync(facts, part.First, place, cancellationToken);
                if (part.Rest is not { } rest)
                    return new PartStream(named.FileName, named.ContentType, content.Content, content.SizeBytes);
                var container = content.SizeBytes is null ? await PartMemory.ReadAsync(content.Content, cancellationToken) : content.Content;
                return await Task.Run(() => _renderer.OpenWithin(named with { Content = container }, rest, cancellationToken), cancellationToken) is { } inner
                    ? new PartStream(inner.FileName, inner.ContentType, inner.Content, null)
                    : null;
            }
            catch (MailFaultException broken) when (broken.Fault.Kind is MailFaultKind.Protocol or MailFaultKind.Refused or MailFaultKind.Unsupported)
            {
                // The server gives the message but not the part.
                return null;
            }
        }
    }

    private static RenderOptions Options(ReadingOptions options, Func<PartPath, string> partUrl) =>
        new(options.ShowRemoteImages, partUrl, options.ImageUrl, options.Theme, options.Charset)
        {
            Dark = options.Dark,
            Monospace = options.Monospace,
            QuoteLabel = options.QuoteLabel,
        };

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
        [.. rendered.Attachments.Select(part => new AttachmentView(part.Part, part.FileName, part.ContentType, part.SizeBytes, part.Inline) { ActualType = part.ActualType, Risk = part.Risk })],
        rendered.Shortened,
        rendered.Problem)
    {
        Unsubscribing = rendered.Unsubscribing,
        ListPost = rendered.ListPost,
        AsksForReceipt = rendered.AsksForReceipt,
        LyingLinks = rendered.LyingLinks,
        Trackers = rendered.Trackers,
        Report = rendered.Report,
        Invitation = rendered.Invitation,
    };
}
