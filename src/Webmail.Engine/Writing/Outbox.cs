using System.IO.Pipelines;
using Webmail.Data;
using Webmail.Engine.Sending;
using Webmail.Mail.Compose;
using Webmail.Model;

namespace Webmail.Engine;

/// <summary>What happens when a person presses Send: the bytes are frozen and committed before anybody is told that the message was sent.</summary>
public sealed class Outbox(DraftStore drafts, OutboxStore outbox, DraftMessages messages, BlobStore blobs, OutboxSignals signals, EngineOptions options)
{
    /// <summary>Queues a draft. The draft is gone from sight in the same transaction.</summary>
    public async Task<SendResult> SendAsync(UserId user, DraftId draftId, CancellationToken cancellationToken)
    {
        if (await drafts.FindAsync(user, draftId, cancellationToken) is not { } draft)
            return new SendResult.NotFound();
        if (await messages.ComposeAsync(draft, cancellationToken) is not { } result)
            return new SendResult.NotFound();
        if (result is not ComposeResult.Composed { Message: var message })
            return new SendResult.Invalid(DraftMessages.ProblemsOf(result));

        var blob = await FreezeAsync(draft, message, cancellationToken);
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
            TimeSpan.FromSeconds(options.UndoSeconds));
        try
        {
            var (item, changes) = await outbox.QueueAsync(queued, cancellationToken);
            signals.Changed(draft.Account, changes);
            return new SendResult.Queued(item.Id, options.UndoSeconds);
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

    private async Task<BlobId> FreezeAsync(Draft draft, ComposedMessage message, CancellationToken cancellationToken)
    {
        var pipe = new Pipe();
        var writing = WriteAsync(message, pipe.Writer, cancellationToken);
        await using var content = pipe.Reader.AsStream();
        try
        {
            var blob = await blobs.WriteAsync(draft.User, draft.Account, BlobKind.Outbox, content, DraftMessages.MaxMessageBytes, cancellationToken);
            await writing;
            return blob;
        }
        finally
        {
            await pipe.Reader.CompleteAsync();
            await writing.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private static async Task WriteAsync(ComposedMessage message, PipeWriter writer, CancellationToken cancellationToken)
    {
        try
        {
            await using var destination = writer.AsStream(leaveOpen: true);
            await message.WriteToAsync(destination, cancellationToken);
            await writer.CompleteAsync();
        }
        catch (Exception exception)
        {
            // Half a message must not be stored as a whole one.
            await writer.CompleteAsync(exception);
            throw;
        }
    }
}
