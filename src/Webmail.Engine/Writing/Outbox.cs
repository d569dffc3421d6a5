using System.Globalization;
using Webmail.Data;
using Webmail.Engine.Sending;
using Webmail.Engine.Writing;
using Webmail.Mail.Compose;
using Webmail.Model;

namespace Webmail.Engine;

/// <summary>What happens when a person presses Send: the bytes are frozen and committed before anybody is told that the message was sent.</summary>
public sealed class Outbox(DraftStore drafts, OutboxStore outbox, DraftMessages messages, AccountStore accounts, BlobStore blobs, OutboxSignals signals, SendingLimits limits, UndoDelay delay, TimeProvider time)
{
    /// <summary>The furthest a message can be put off.</summary>
    public static readonly TimeSpan FurthestSchedule = TimeSpan.FromDays(400);

    /// <summary>Queues a draft to leave after the delay in which sending can be undone. The draft is gone from sight in the same transaction.</summary>
    public Task<SendResult> SendAsync(UserId user, DraftId draftId, CancellationToken cancellationToken) => SendAsync(user, draftId, null, cancellationToken);

    /// <summary>Queues a draft.</summary>
    /// <param name="at">When it leaves; null for as soon as sending can no longer be undone.</param>
    public async Task<SendResult> SendAsync(UserId user, DraftId draftId, DateTimeOffset? at, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        if (at > now + FurthestSchedule)
            return new SendResult.Invalid([new SendProblem("", SendProblemCode.TooFarAway, "")]);
        if (await drafts.FindAsync(user, draftId, cancellationToken) is not { } draft)
            return new SendResult.NotFound();
        if (await messages.ComposeAsync(draft, cancellationToken) is not { } result)
            return new SendResult.NotFound();
        if (result is not ComposeResult.Composed { Message: var message })
            return new SendResult.Invalid(DraftMessages.ProblemsOf(result));

        var seconds = await delay.SecondsAsync(user, cancellationToken);
        var soonest = now.AddSeconds(seconds);
        var isScheduled = at > soonest;
        if (await accounts.FindAsync(user, draft.Account, cancellationToken) is not { } account)
            return new SendResult.NotFound();
        if (limits.RecipientsAMessage(account) is { } takes && message.Recipients.Count > takes)
            return new SendResult.Invalid([new SendProblem("To", SendProblemCode.TooManyForProvider, takes.ToString(CultureInfo.InvariantCulture))]);
        var most = account.SmtpMaxBytes ?? DraftMessages.MaxMessageBytes;
        if (await FreezeAsync(draft, message, Math.Min(most, DraftMessages.MaxMessageBytes), cancellationToken) is not { } blob)
            return new SendResult.Invalid([new SendProblem("Attachments", SendProblemCode.TooLarge, "")]);
        var queued = new NewOutboxItem(
            user,
            draft.Account,
            draft.Id,
            draft.Kind,
            draft.Original,
            message.MessageIdHeader,
            message.Sender,
            message.Recipients,
            draft.Subject,
            message.Recipients[0],
            blob,
            isScheduled ? at ?? soonest : soonest,
            isScheduled)
        {
            WantsReport = draft.Marks.DeliveryReport,
        };
        try
        {
            var (item, changes) = await outbox.QueueAsync(queued, cancellationToken);
            signals.Changed(draft.Account, changes);
            return new SendResult.Queued(item.Id, seconds, isScheduled ? item.NotBefore : null);
        }
        catch (DraftGoneException)
        {
            // The second of two clicks on Send: the first one has it.
            await blobs.DeleteAsync(blob, cancellationToken);
            return new SendResult.NotFound();
        }
    }

    /// <summary>Takes a message back while it waits; its draft is there again.</summary>
    /// <returns>Null when it has left already.</returns>
    public async Task<DraftId?> UndoAsync(UserId user, OutboxId item, CancellationToken cancellationToken)
    {
        if (await outbox.FindAsync(user, item, cancellationToken) is not { } queued
            || await outbox.CancelAsync(user, item, cancellationToken) is not { } draft)
            return null;
        await blobs.DeleteAsync(queued.Blob, cancellationToken);
        signals.Changed(queued.Account, [new MailChange.OutboxChanged(user, queued.Account, item, OutboxState.Cancelled)]);
        return draft;
    }

    /// <summary>Null when unknown or somebody else's.</summary>
    public Task<OutboxItem?> FindAsync(UserId user, OutboxId item, CancellationToken cancellationToken) => outbox.FindAsync(user, item, cancellationToken);

    /// <summary>What the person knows of a message that may have left. False when there is nothing to decide any more.</summary>
    public async Task<bool> DecideAsync(UserId user, OutboxId item, UncertainDecision decision, CancellationToken cancellationToken) =>
        Tell(await outbox.DecideAsync(user, item, decision, cancellationToken));

    /// <summary>What waits for its time or for another attempt leaves now.</summary>
    public async Task<bool> SendNowAsync(UserId user, OutboxId item, CancellationToken cancellationToken) =>
        Tell(await outbox.SendNowAsync(user, item, cancellationToken));

    /// <summary>The person has seen what became of it.</summary>
    public async Task<bool> DismissAsync(UserId user, OutboxId item, CancellationToken cancellationToken) =>
        await outbox.FindAsync(user, item, cancellationToken) is { } found
        && await outbox.DismissAsync(user, item, cancellationToken)
        && Tell([new MailChange.OutboxChanged(user, found.Account, item, null)]);

    private bool Tell(IReadOnlyList<MailChange> changes)
    {
        foreach (var account in changes.GroupBy(change => change.Account))
            signals.Changed(account.Key, [.. account]);
        return changes.Count > 0;
    }

    /// <returns>Null when the message is larger than the server takes.</returns>
    private async Task<BlobId?> FreezeAsync(Draft draft, ComposedMessage message, long maxBytes, CancellationToken cancellationToken)
    {
        try
        {
            return await MessagePipe.ReadAsync(message, async content => (BlobId?)await blobs.WriteAsync(draft.User, draft.Account, BlobKind.Outbox, content, maxBytes, cancellationToken), cancellationToken);
        }
        catch (BlobTooLargeException)
        {
            return null;
        }
    }
}
