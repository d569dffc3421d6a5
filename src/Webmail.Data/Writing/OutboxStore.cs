using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Webmail.Data.Entities;
using Webmail.Model;

namespace Webmail.Data;

/// <summary>
/// Messages on their way out. A state changes only by an UPDATE that names the state it was in, so of two who try, one wins.
/// </summary>
public sealed class OutboxStore(IDbContextFactory<WebmailDbContext> contexts, WriteGate gate, TimeProvider time)
{
    /// <summary>How often Sent is searched for a message that may have left, and when: a provider files its copy with a delay.</summary>
    public static readonly IReadOnlyList<TimeSpan> SentSearchPauses = [TimeSpan.Zero, TimeSpan.FromSeconds(20), TimeSpan.FromMinutes(3)];

    /// <summary>Queues a message and hides its draft.</summary>
    /// <exception cref="InvalidOperationException">Account or blob are not the person's.</exception>
    /// <exception cref="DraftGoneException">The draft is queued already, or was thrown away meanwhile.</exception>
    public Task<(OutboxItem Item, IReadOnlyList<MailChange> Changes)> QueueAsync(NewOutboxItem item, CancellationToken cancellationToken) =>
        gate.WriteAsync<(OutboxItem, IReadOnlyList<MailChange>)>(item.Account, async db =>
        {
            var user = item.User.Value;
            if (!await db.Accounts.AnyAsync(a => a.Id == item.Account && a.UserId == user, cancellationToken)
                || !await db.Blobs.AnyAsync(b => b.Id == item.Blob && b.AccountId == item.Account && b.UserId == user && b.Kind == BlobKind.Outbox, cancellationToken))
                throw new InvalidOperationException($"Account {item.Account} or blob {item.Blob} are not of person {item.User}.");

            var now = time.GetUtcNow();
            if (item.Draft is { } draft)
            {
                // The second of two clicks on Send must not send again.
                var hidden = await db.Drafts.Where(d => d.Id == draft && d.UserId == user && d.Place == DraftPlace.Shown)
                    .ExecuteUpdateAsync(set => set.SetProperty(d => d.Place, DraftPlace.Queued).SetProperty(d => d.Updated, now), cancellationToken);
                if (hidden == 0)
                    throw new DraftGoneException(draft);

                // What was rejected and comes once more needs no looking after any longer.
                await db.Outbox.Where(o => o.DraftId == draft && o.State == OutboxState.Rejected)
                    .ExecuteUpdateAsync(set => set.SetProperty(o => o.State, OutboxState.Cancelled).SetProperty(o => o.Changed, now), cancellationToken);
            }

            var stored = new StoredOutboxItem
            {
                UserId = user,
                AccountId = item.Account,
                DraftId = item.Draft,
                Kind = item.Kind,
                Original = item.Original,
                State = OutboxState.Queued,
                MessageIdHeader = item.MessageIdHeader,
                Sender = item.Sender,
                Recipients = JsonSerializer.Serialize(item.Recipients),
                FirstRecipient = Text.Line(item.FirstRecipientDisplay, Lengths.Address),
                Subject = Text.Line(item.Subject, Lengths.HeaderLine),
                BlobId = item.Blob,
                Queued = now,
                NotBefore = item.NotBefore,
                Due = item.NotBefore,
                Changed = now,
                Scheduled = item.Scheduled,
                WantsReport = item.WantsReport,
            };
            db.Outbox.Add(stored);
            await db.SaveChangesAsync(cancellationToken);
            return (ToModel(stored), [Change(stored)]);
        }, cancellationToken);

    /// <summary>Takes a message back while it is still queued, and brings its draft back.</summary>
    /// <returns>The draft; null when it is too late, or the message was queued without one.</returns>
    public Task<DraftId?> CancelAsync(UserId user, OutboxId item, CancellationToken cancellationToken) =>
        gate.WriteAsync<DraftId?>([], async db =>
        {
            if (await db.Outbox.AsNoTracking().SingleOrDefaultAsync(o => o.Id == item && o.UserId == user.Value, cancellationToken) is not { } stored
                || !await TransitAsync(db, item, OutboxState.Queued, OutboxState.Cancelled, cancellationToken))
                return null;

            await BringDraftBackAsync(db, stored, cancellationToken);
            return stored.DraftId;
        }, cancellationToken);

    /// <summary>The oldest unfinished work that is due: queued, accepted by the server and still to be filed, or to be looked for in Sent; null when there is none.</summary>
    public async Task<OutboxItem?> NextDueAsync(AccountId account, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var stored = await Unfinished(db, account).AsNoTracking().Where(o => o.Due <= now).OrderBy(o => o.Due).ThenBy(o => o.Id).FirstOrDefaultAsync(cancellationToken);
        return stored is null ? null : ToModel(stored);
    }

    /// <summary>Until the next unfinished work is due; zero when some is due now, null when there is none.</summary>
    public async Task<TimeSpan?> NextDelayAsync(AccountId account, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var due = await Unfinished(db, account).MinAsync(o => (DateTimeOffset?)o.Due, cancellationToken);
        return due - time.GetUtcNow() is { } delay ? (delay > TimeSpan.Zero ? delay : TimeSpan.Zero) : null;
    }

    /// <summary>Queued becomes Submitting, if the caller still owns the account. False: taken back, or owned by another actor; do not send.</summary>
    public Task<bool> ClaimAsync(OutboxId item, AccountId account, long epoch, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        return gate.WriteAsync(account, async db => await db.Outbox
            .Where(o => o.Id == item && o.AccountId == account && o.State == OutboxState.Queued && db.Accounts.Any(a => a.Id == account && a.Epoch == epoch))
            .ExecuteUpdateAsync(
                set => set
                    .SetProperty(o => o.State, OutboxState.Submitting)
                    .SetProperty(o => o.ClaimedEpoch, epoch)
                    .SetProperty(o => o.Attempts, o => o.Attempts + 1)
                    .SetProperty(o => o.Changed, now),
                cancellationToken) == 1, cancellationToken);
    }

    /// <summary>Moves an item on; Rejected also brings the draft back. Empty when it was not in <paramref name="from"/> any more.</summary>
    /// <param name="serverText">The server's words, kept with the item; null leaves what was there.</param>
    public Task<IReadOnlyList<MailChange>> AdvanceAsync(OutboxId item, OutboxState from, OutboxState to, string? serverText, CancellationToken cancellationToken) =>
        gate.WriteAsync<IReadOnlyList<MailChange>>([], async db =>
        {
            if (!await TransitAsync(db, item, from, to, cancellationToken))
                return [];

            var stored = await db.Outbox.SingleAsync(o => o.Id == item, cancellationToken);
            stored.LastError = Text.LineOrNull(serverText, Lengths.ServerText) ?? stored.LastError;
            if (to == OutboxState.Rejected)
                await BringDraftBackAsync(db, stored, cancellationToken);
            if (to == OutboxState.Done)
                await ForgetServerDraftAsync(db, stored, cancellationToken);
            if (to == OutboxState.Uncertain)
                stored.Due = time.GetUtcNow() + SentSearchPauses[0];
            return [Change(stored)];
        }, cancellationToken);

    /// <summary>The server took the message for at least one recipient.</summary>
    public Task<IReadOnlyList<MailChange>> AcceptedAsync(OutboxId item, IReadOnlyList<RefusedRecipient> refused, CancellationToken cancellationToken) =>
        gate.WriteAsync<IReadOnlyList<MailChange>>([], async db =>
        {
            if (!await TransitAsync(db, item, OutboxState.Submitting, OutboxState.Submitted, cancellationToken))
                return [];

            var stored = await db.Outbox.SingleAsync(o => o.Id == item, cancellationToken);
            (stored.LastError, stored.Refused) = (null, refused.Count == 0 ? null : JsonSerializer.Serialize(refused));
            return [Change(stored)];
        }, cancellationToken);

    /// <summary>Sent was searched for a message that may have left. Found: it has, and its copy is there. Else it is looked for again later, a few times.</summary>
    public Task<IReadOnlyList<MailChange>> SearchedAsync(OutboxId item, bool found, CancellationToken cancellationToken) =>
        gate.WriteAsync<IReadOnlyList<MailChange>>([], async db =>
        {
            // The person may have decided meanwhile.
            if (await db.Outbox.SingleOrDefaultAsync(o => o.Id == item && o.State == OutboxState.Uncertain, cancellationToken) is not { } stored)
                return [];

            var now = time.GetUtcNow();
            stored.SentSearches++;
            if (found)
                (stored.State, stored.Changed, stored.Due, stored.LastError) = (OutboxState.Filed, now, now, null);
            else if (stored.SentSearches < SentSearchPauses.Count)
                stored.Due = now + SentSearchPauses[stored.SentSearches];
            return [Change(stored)];
        }, cancellationToken);

    /// <summary>The person decides about a message that may have left. Empty when there is nothing to decide any more.</summary>
    public Task<IReadOnlyList<MailChange>> DecideAsync(UserId user, OutboxId item, UncertainDecision decision, CancellationToken cancellationToken) =>
        gate.WriteAsync<IReadOnlyList<MailChange>>([], async db =>
        {
            if (await db.Outbox.SingleOrDefaultAsync(o => o.Id == item && o.UserId == user.Value && o.State == OutboxState.Uncertain, cancellationToken) is not { } stored)
                return [];

            var now = time.GetUtcNow();
            (stored.State, stored.Changed, stored.Due, stored.LastError) = (StateAfter(decision), now, now, null);
            if (decision == UncertainDecision.BackToDraft)
                await BringDraftBackAsync(db, stored, cancellationToken);
            return [Change(stored)];
        }, cancellationToken);

    /// <summary>A message that waits for its own time, or for another attempt, leaves now. Empty when it does not wait.</summary>
    public Task<IReadOnlyList<MailChange>> SendNowAsync(UserId user, OutboxId item, CancellationToken cancellationToken) =>
        gate.WriteAsync<IReadOnlyList<MailChange>>([], async db =>
        {
            if (await db.Outbox.SingleOrDefaultAsync(o => o.Id == item && o.UserId == user.Value && o.State == OutboxState.Queued, cancellationToken) is not { } stored)
                return [];

            var now = time.GetUtcNow();
            (stored.Scheduled, stored.Due, stored.NotBefore) = (false, now, stored.NotBefore < now ? stored.NotBefore : now);
            return [Change(stored)];
        }, cancellationToken);

    /// <summary>Not now: an attempt becomes Queued again; what the server accepted already stays where it is. Due after the delay.</summary>
    public Task<IReadOnlyList<MailChange>> DeferAsync(OutboxId item, TimeSpan delay, string serverText, CancellationToken cancellationToken) =>
        gate.WriteAsync<IReadOnlyList<MailChange>>([], async db =>
        {
            await TransitAsync(db, item, OutboxState.Submitting, OutboxState.Queued, cancellationToken);
            if (await db.Outbox.SingleOrDefaultAsync(o => o.Id == item, cancellationToken) is not { State: OutboxState.Queued or OutboxState.Submitted or OutboxState.Filed or OutboxState.Uncertain } stored)
                return [];

            stored.Due = time.GetUtcNow() + delay;
            stored.LastError = Text.Line(serverText, Lengths.ServerText);
            return [Change(stored)];
        }, cancellationToken);

    /// <summary>The person asks for another try now: what an earlier try put off is due at once. What waits for its own time goes on waiting.</summary>
    public Task HastenAsync(UserId user, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        return gate.WriteAsync([], db => db.Outbox
            .Where(o => o.UserId == user.Value
                && ((o.State == OutboxState.Queued && o.Attempts > 0) || o.State == OutboxState.Submitted || o.State == OutboxState.Filed)
                && o.NotBefore <= now && o.Due > now)
            .ExecuteUpdateAsync(set => set.SetProperty(o => o.Due, now), cancellationToken), cancellationToken);
    }

    /// <summary>When an actor starts: an attempt that nobody finished may have left or not. Never sent again by itself.</summary>
    public Task<IReadOnlyList<MailChange>> RecoverAsync(AccountId account, CancellationToken cancellationToken) =>
        gate.WriteAsync<IReadOnlyList<MailChange>>(account, async db =>
        {
            var orphans = await db.Outbox.Where(o => o.AccountId == account && o.State == OutboxState.Submitting).ToListAsync(cancellationToken);
            foreach (var orphan in orphans)
                (orphan.State, orphan.Changed, orphan.Due) = (OutboxState.Uncertain, time.GetUtcNow(), time.GetUtcNow() + SentSearchPauses[0]);
            return [.. orphans.Select(Change)];
        }, cancellationToken);

    /// <summary>When the <paramref name="count"/>th last message of those left that the account sent since then; null when it sent fewer.</summary>
    public async Task<DateTimeOffset?> LeftAsync(AccountId account, DateTimeOffset since, int count, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.Outbox
            .Where(o => o.AccountId == account && (o.State == OutboxState.Submitted || o.State == OutboxState.Filed || o.State == OutboxState.Done || o.State == OutboxState.Uncertain) && o.Changed > since)
            .OrderByDescending(o => o.Changed)
            .Skip(count - 1)
            .Select(o => (DateTimeOffset?)o.Changed)
            .FirstOrDefaultAsync(cancellationToken);
    }

    /// <summary>Null when unknown or somebody else's.</summary>
    public async Task<OutboxItem?> FindAsync(UserId user, OutboxId item, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.Outbox.AsNoTracking().SingleOrDefaultAsync(o => o.Id == item && o.UserId == user.Value, cancellationToken) is { } stored ? ToModel(stored) : null;
    }

    /// <summary>The person has seen that it was rejected, that it may have left, or who did not get it: it leaves the list. False when there is nothing to see.</summary>
    public Task<bool> DismissAsync(UserId user, OutboxId item, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        return gate.WriteAsync([], async db =>
        {
            var own = db.Outbox.Where(o => o.Id == item && o.UserId == user.Value);
            return await own.Where(o => o.State == OutboxState.Rejected || o.State == OutboxState.Uncertain)
                    .ExecuteUpdateAsync(set => set.SetProperty(o => o.State, OutboxState.Cancelled).SetProperty(o => o.Changed, now), cancellationToken) == 1
                || await own.Where(o => o.Refused != null).ExecuteUpdateAsync(set => set.SetProperty(o => o.Refused, (string?)null), cancellationToken) == 1;
        }, cancellationToken);
    }

    private async Task<bool> TransitAsync(WebmailDbContext db, OutboxId item, OutboxState from, OutboxState to, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        return await db.Outbox.Where(o => o.Id == item && o.State == from)
            .ExecuteUpdateAsync(set => set.SetProperty(o => o.State, to).SetProperty(o => o.Changed, now), cancellationToken) == 1;
    }

    // What was sent is no draft any more, and its copy in the Drafts folder goes.
    private async Task ForgetServerDraftAsync(WebmailDbContext db, StoredOutboxItem item, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        await db.Drafts.Where(d => d.Id == item.DraftId && d.Place == DraftPlace.Queued && (d.ServerVersion != 0 || d.ServerUid != null))
            .ExecuteUpdateAsync(set => set.SetProperty(d => d.ServerDue, now), cancellationToken);
    }

    private async Task BringDraftBackAsync(WebmailDbContext db, StoredOutboxItem item, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        await db.Drafts.Where(d => d.Id == item.DraftId && d.Place == DraftPlace.Queued)
            .ExecuteUpdateAsync(set => set.SetProperty(d => d.Place, DraftPlace.Shown).SetProperty(d => d.Updated, now).SetProperty(d => d.ServerDue, now + ServerDraftStore.Pause), cancellationToken);
    }

    private static IQueryable<StoredOutboxItem> Unfinished(WebmailDbContext db, AccountId account) =>
        db.Outbox.Where(o => o.AccountId == account
            && (o.State == OutboxState.Queued || o.State == OutboxState.Submitted || o.State == OutboxState.Filed
                || (o.State == OutboxState.Uncertain && o.SentSearches < SentSearchPauses.Count)));

    private static OutboxState StateAfter(UncertainDecision decision) => decision switch
    {
        // From there on its copy is looked for in Sent, and made when it is not there.
        UncertainDecision.WasSent => OutboxState.Submitted,
        UncertainDecision.SendAgain => OutboxState.Queued,
        UncertainDecision.BackToDraft => OutboxState.Cancelled,
        _ => throw new ArgumentOutOfRangeException(nameof(decision)),
    };

    internal static IReadOnlyList<RefusedRecipient> ReadRefused(string? refused) =>
        refused is null ? [] : JsonSerializer.Deserialize<RefusedRecipient[]>(refused) ?? [];

    private static MailChange Change(StoredOutboxItem item) => new MailChange.OutboxChanged(new UserId(item.UserId), item.AccountId, item.Id, item.State);

    private static OutboxItem ToModel(StoredOutboxItem item) => new(
        item.Id, new UserId(item.UserId), item.AccountId, item.DraftId, item.Kind, item.Original, item.State, item.MessageIdHeader, item.Sender,
        JsonSerializer.Deserialize<string[]>(item.Recipients) ?? [], item.Subject, item.BlobId, item.Queued, item.NotBefore, item.Scheduled, item.Due,
        item.Attempts, item.SentSearches, item.LastError, ReadRefused(item.Refused))
    {
        WantsReport = item.WantsReport,
    };
}
