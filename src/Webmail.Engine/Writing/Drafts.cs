using Webmail.Data;
using Webmail.Engine.Accounts;
using Webmail.Engine.Writing;
using Webmail.Mail.Compose;
using Webmail.Mail.Render;
using Webmail.Model;

namespace Webmail.Engine;

/// <summary>Messages being written.</summary>
public sealed class Drafts(DraftStore store, DraftFiles files, MailQueries queries, MessageLoader loader, ServerDraftStore server, Identities identities, IAccountHost host, MailChangeFeed feed)
{
    /// <summary>Begins a draft: empty, or a reply or forward with recipients, subject and quote.</summary>
    /// <returns>Null when the account or the original is not this person's.</returns>
    /// <exception cref="MailFaultException">The original's body is not here and the server does not give it now.</exception>
    public async Task<Draft?> StartAsync(UserId user, DraftSeed seed, QuoteTexts texts, CancellationToken cancellationToken)
    {
        var own = await queries.AccountsAsync(user, cancellationToken);
        if (seed.Original is not { } originalId)
            return Account(own, seed.Account, null) is { } from
                ? Tell(user, await store.CreateAsync(user, new DraftStart(from.Id, DraftKind.New, null, seed.To, seed.Cc, seed.Bcc, seed.Subject, seed.Body, seed.Html) { Identity = seed.Identity, Key = seed.Key, Editor = seed.Editor }, cancellationToken))
                : null;

        if (await queries.FindAsync(user, originalId, cancellationToken) is not { } facts
            || Account(own, seed.Account, facts.AccountId) is not { } account
            || await loader.RenderForQuoteAsync(facts, cancellationToken) is not { } original)
            return null;
        if (seed.Kind == DraftKind.New)
            return await CopyAsync(user, facts, original, cancellationToken);

        var senders = await identities.OfAsync(user, cancellationToken);
        var choice = IdentityChoice.For(original, account.Id, senders, identities.IsOwnDomain(account.Address));
        var reply = ReplyBuilder.Build(seed.Kind, original, [.. senders.Select(sender => sender.Address), .. choice.Offered is { } offered ? [offered] : Array.Empty<string>()], ReplyTextsOf(texts));
        var toList = seed.ToList ? original.ListPost : null;
        var start = new DraftStart(
            account.Id, seed.Kind, originalId, toList ?? reply.To, toList is null ? reply.Cc : "", "", reply.Subject, seed.AsFile ? "" : reply.Text, seed.Plain ? null : seed.AsFile ? "" : reply.Html)
        {
            Identity = choice.Identity.Id,
            Editor = seed.Editor,
        };
        var draft = await store.CreateAsync(user, start, cancellationToken);
        if (seed is { AsFile: true, Kind: DraftKind.Forward })
            return Tell(user, await files.CarryWholeAsync(user, draft, [facts.Id, .. seed.Others], cancellationToken));

        // An answer keeps the pictures inside the quote; a forwarded message its files as well.
        var carried = original.Attachments.Where(part => (part.Inline && !seed.Plain) || seed.Kind == DraftKind.Forward).ToList();
        if (carried.Count == 0)
            return Tell(user, draft) with { OfferedAddress = choice.Offered };
        try
        {
            return Tell(user, await files.CarryAsync(user, draft, facts.Id, carried, cancellationToken)) with { OfferedAddress = choice.Offered };
        }
        catch (MailFaultException)
        {
            // Files of a large message come from the server only now. Without them it is not what was asked for.
            await store.DeleteAsync(user, draft.Id, cancellationToken);
            throw;
        }
    }

    public Task<Draft?> FindAsync(UserId user, DraftId draft, CancellationToken cancellationToken) =>
        store.FindAsync(user, draft, cancellationToken);

    /// <summary>Keeps what was typed so far.</summary>
    public async Task<DraftSaveResult> SaveAsync(UserId user, DraftId draft, DraftContent content, CancellationToken cancellationToken)
    {
        return await store.SaveAsync(user, draft, content, cancellationToken) switch
        {
            { Draft: null } => new DraftSaveResult.NotFound(),
            { Draft: { } current, HeldElsewhere: true } => new DraftSaveResult.HeldElsewhere(current),
            { Draft: { } newer, Conflict: true } => new DraftSaveResult.Conflict(newer),
            { Draft: { } saved } => Wake(saved),
        };

        DraftSaveResult Wake(Draft saved)
        {
            host.Signal(saved.Account, new AccountSignal.Drafts());
            return new DraftSaveResult.Saved(saved);
        }
    }

    /// <summary>A window opens a draft to edit it; null when unknown.</summary>
    /// <param name="takeOver">Even when another window edits it.</param>
    public async Task<DraftSaveResult?> OpenAsync(UserId user, DraftId draft, string editor, bool takeOver, CancellationToken cancellationToken)
    {
        var opened = await store.OpenAsync(user, draft, editor, takeOver, cancellationToken);
        if (opened?.Draft is { } found && await server.SuspectAsync(user, draft, cancellationToken))
            host.Signal(found.Account, new AccountSignal.Drafts());
        return opened switch
        {
            { Draft: { } current, HeldElsewhere: true } => new DraftSaveResult.HeldElsewhere(current),
            { Draft: { } current } => new DraftSaveResult.Saved(current),
            _ => null,
        };
    }

    /// <summary>Another mail program changed the draft's copy on the server: the person says which text is right.</summary>
    /// <returns>The draft as it is then; null when there is nothing to decide, or the other text cannot be had yet.</returns>
    /// <exception cref="MailFaultException">The other text is not here and the server does not give it now.</exception>
    public async Task<Draft?> SettleAsync(UserId user, DraftId draft, ContestChoice choice, CancellationToken cancellationToken)
    {
        if (await store.FindAsync(user, draft, cancellationToken) is not { IsContested: true } ours)
            return null;
        if (choice == ContestChoice.Mine)
        {
            await server.SettleAsync(draft, cancellationToken);
            return Tell(user, ours);
        }

        if (await server.TheirsAsync(user, draft, cancellationToken) is not { } theirs
            || await queries.FindAsync(user, theirs, cancellationToken) is not { } facts
            || await loader.RenderForQuoteAsync(facts, cancellationToken) is not { } rendered)
            return null;
        if (choice == ContestChoice.Both)
        {
            if (await CopyAsync(user, facts, rendered, cancellationToken) is not { } copy)
                return null;
            await server.PartAsync(draft, cancellationToken);
            await server.RenameAsync(copy.Id, facts.FolderId, facts.Uid, cancellationToken);
            return Tell(user, ours);
        }

        if (await HeadAsync(user, theirs, cancellationToken) is not { } head
            || await store.OverwriteAsync(user, draft, head.To, head.Cc, head.Bcc, facts.Subject, rendered.PlainText, ReplyBuilder.DraftHtml(rendered), cancellationToken) is not { } changed)
            return null;
        changed = await files.CarryAsync(user, changed, theirs, rendered.Attachments, cancellationToken);
        await server.SettleAsync(draft, cancellationToken);
        return Tell(user, changed);
    }

    /// <summary>A window is done with a draft: the server hears of it now.</summary>
    public async Task CloseAsync(UserId user, DraftId draft, string editor, CancellationToken cancellationToken)
    {
        if (await store.CloseAsync(user, draft, editor, cancellationToken) && await store.FindAsync(user, draft, cancellationToken) is { } closed)
            host.Signal(closed.Account, new AccountSignal.Drafts());
    }

    /// <summary>Opens a message of a Drafts folder in the composer: as our draft that it is the copy of, else as a draft made from it.</summary>
    /// <returns>Null when it is not this person's.</returns>
    /// <exception cref="MailFaultException">Its body is not here and the server does not give it now.</exception>
    public async Task<Draft?> OpenMessageAsync(UserId user, MessageId message, CancellationToken cancellationToken)
    {
        if (await queries.FindAsync(user, message, cancellationToken) is not { } facts)
            return null;
        if (await server.FindAsync(user, facts.AccountId, facts.MessageIdHeader, cancellationToken) is { } known)
            return await store.FindAsync(user, known, cancellationToken);
        if (await loader.RenderForQuoteAsync(facts, cancellationToken) is not { } rendered
            || await CopyAsync(user, facts, rendered, cancellationToken) is not { } draft)
            return null;

        var head = await HeadAsync(user, message, cancellationToken);
        await server.AdoptAsync(draft.Id, facts.MessageIdHeader, facts.FolderId, facts.Uid, head?.InReplyTo ?? "", head?.References ?? [], cancellationToken);
        return draft;
    }

    /// <summary>A draft with everything a message has: recipients, text, files.</summary>
    private async Task<Draft?> CopyAsync(UserId user, MessageFacts facts, RenderedMessage rendered, CancellationToken cancellationToken)
    {
        if (await HeadAsync(user, facts.Id, cancellationToken) is not { } head)
            return null;
        var draft = await store.CreateAsync(
            user, facts.AccountId, DraftKind.New, null, head.To, head.Cc, head.Bcc, facts.Subject, rendered.PlainText, ReplyBuilder.DraftHtml(rendered), cancellationToken);
        try
        {
            return Tell(user, await files.CarryAsync(user, draft, facts.Id, rendered.Attachments, cancellationToken));
        }
        catch (MailFaultException)
        {
            await store.DeleteAsync(user, draft.Id, cancellationToken);
            throw;
        }
    }

    private async Task<DraftHead?> HeadAsync(UserId user, MessageId message, CancellationToken cancellationToken)
    {
        if (await loader.OpenRawAsync(user, message, cancellationToken) is not { } raw)
            return null;
        await using (raw.Content)
            return await DraftHead.ReadAsync(raw.Content, cancellationToken);
    }

    /// <summary>The drafts that messages of a Drafts folder are copies of go with them.</summary>
    public async Task DiscardCopiesAsync(UserId user, IReadOnlyList<MessageId> messages, CancellationToken cancellationToken)
    {
        foreach (var draft in await server.FindAsync(user, messages, cancellationToken))
            await DiscardAsync(user, draft, cancellationToken);
    }

    /// <summary>Throws the draft away; <see cref="RestoreAsync"/> takes it back.</summary>
    public async Task<bool> DiscardAsync(UserId user, DraftId draft, CancellationToken cancellationToken) =>
        await store.FindAsync(user, draft, cancellationToken) is { } found
        && await store.DeleteAsync(user, draft, cancellationToken)
        && Tell(user, found) is not null;

    public async Task<bool> RestoreAsync(UserId user, DraftId draft, CancellationToken cancellationToken) =>
        await store.RestoreAsync(user, draft, cancellationToken)
        && await store.FindAsync(user, draft, cancellationToken) is { } found
        && Tell(user, found) is not null;

    private static AccountView? Account(IReadOnlyList<AccountView> accounts, AccountId? wanted, AccountId? ofOriginal) =>
        wanted is { } id ? accounts.FirstOrDefault(account => account.Id == id)
        : ofOriginal is { } original ? accounts.FirstOrDefault(account => account.Id == original)
        : accounts.Count > 0 ? accounts[0] : null;

    private static ReplyTexts ReplyTextsOf(QuoteTexts texts) => new(
        texts.Attribution, texts.ForwardedHeader, texts.From, texts.Date, texts.Subject, texts.To, texts.Cc, texts.Culture, texts.TimeZone);

    private Draft Tell(UserId user, Draft draft)
    {
        feed.Publish([new MailChange.OutboxChanged(user, draft.Account, null, null)]);
        host.Signal(draft.Account, new AccountSignal.Drafts());
        return draft;
    }
}
