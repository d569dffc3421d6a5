using Webmail.Engine;
using Webmail.Model;

namespace Webmail.Web.State;

/// <summary>What a person can do with messages on their way out, and what a screen tells of them.</summary>
public sealed class OutgoingMail(Outbox outbox, Drafts drafts, MailboxState state, TimeProvider time)
{
    /// <summary>How long a message that was just sent can be taken back; null when it cannot, or was put off by the person.</summary>
    public async Task<int?> SecondsToUndoAsync(OutboxId item, CancellationToken cancellationToken) =>
        await outbox.FindAsync(state.User, item, cancellationToken) is { State: OutboxState.Queued, Attempts: 0, Scheduled: false } queued
        && (int)Math.Floor((queued.NotBefore - time.GetUtcNow()).TotalSeconds) is > 0 and var seconds
            ? seconds
            : null;

    /// <summary>The draft a message was made from, for one that came back.</summary>
    public async Task<DraftId?> DraftOfAsync(OutboxId item, CancellationToken cancellationToken) =>
        (await outbox.FindAsync(state.User, item, cancellationToken))?.Draft;

    /// <summary>Messages of a Drafts folder are deleted: drafts they are copies of go with them.</summary>
    public Task DiscardCopiesAsync(IReadOnlyList<MessageId> messages, CancellationToken cancellationToken) => drafts.DiscardCopiesAsync(state.User, messages, cancellationToken);

    public Task<bool> SendNowAsync(OutboxId item, CancellationToken cancellationToken) => outbox.SendNowAsync(state.User, item, cancellationToken);

    public Task<bool> DecideAsync(OutboxId item, UncertainDecision decision, CancellationToken cancellationToken) =>
        outbox.DecideAsync(state.User, item, decision, cancellationToken);

    public Task<bool> DismissAsync(OutboxId item, CancellationToken cancellationToken) => outbox.DismissAsync(state.User, item, cancellationToken);
}
