using Webmail.Data;
using Webmail.Mail.Compose;
using Webmail.Model;

namespace Webmail.Engine;

/// <summary>Makes the message of a draft: sender, threading headers and files from the store.</summary>
public sealed class DraftMessages(MessageComposer composer, IdentityStore identities, MailQueries queries, BlobStore blobs, TimeProvider time)
{
    /// <summary>A message of <see cref="DraftFiles.MaxAttachmentBytes"/> after base64, with its text.</summary>
    public const long MaxMessageBytes = 40L * 1024 * 1024;

    /// <summary>Composes without sending; null when the draft's account is gone.</summary>
    public async Task<ComposeResult?> ComposeAsync(Draft draft, CancellationToken cancellationToken) =>
        await RequestAsync(draft, cancellationToken) is { } request ? composer.Compose(request) : null;

    private async Task<ComposeRequest?> RequestAsync(Draft draft, CancellationToken cancellationToken)
    {
        if (await identities.FindAsync(draft.User, draft.Account, draft.Identity, cancellationToken) is not { } sender)
            return null;
        var original = draft is { Original: { } id, Kind: DraftKind.Reply or DraftKind.ReplyAll }
            ? await queries.FindAsync(draft.User, id, cancellationToken)
            : null;
        return new ComposeRequest(
            new MailPerson(sender.Name, sender.Address),
            draft.To,
            draft.Cc,
            draft.Bcc,
            draft.Subject,
            draft.Text,
            original?.MessageIdHeader ?? draft.InReplyTo,
            original?.References ?? draft.References,
            [.. draft.Attachments.Select(file => new ComposeAttachment(file.FileName, file.ContentType, token => OpenAsync(file, token)) { ContentId = file.ContentId })],
            time.GetUtcNow())
        {
            Html = draft.Html,
            ReplyTo = sender.ReplyTo,
            CopyToSelf = sender.CopyToSelf,
            Marks = draft.Marks,
        };
    }

    /// <summary>The draft as it is, for the Drafts folder of the server; null when the account is gone.</summary>
    /// <param name="messageId">The same for all its versions.</param>
    public async Task<ComposedMessage?> ComposeDraftAsync(Draft draft, string messageId, CancellationToken cancellationToken) =>
        await RequestAsync(draft, cancellationToken) is { } request && composer.Compose(request with { MessageId = messageId, IsDraft = true }) is ComposeResult.Composed { Message: var message }
            ? message
            : null;

    /// <summary>A Message-ID of the address's domain.</summary>
    public string NewMessageId(string address) => composer.NewMessageId(address);

    /// <summary>What has to be corrected, in the words of the outbox.</summary>
    public static IReadOnlyList<SendProblem> ProblemsOf(ComposeResult result) => result is ComposeResult.Invalid invalid
        ? [.. invalid.Problems.Select(problem => new SendProblem(problem.Field.ToString(), CodeOf(problem.Code), problem.Value))]
        : [];

    private static SendProblemCode CodeOf(ComposeProblemCode code) => code switch
    {
        ComposeProblemCode.NoRecipients => SendProblemCode.NoRecipients,
        ComposeProblemCode.InvalidAddress => SendProblemCode.InvalidAddress,
        ComposeProblemCode.TooManyRecipients => SendProblemCode.TooManyRecipients,
        _ => throw new InvalidOperationException($"Unknown problem {code}"),
    };

    private async Task<Stream> OpenAsync(DraftAttachment file, CancellationToken cancellationToken) =>
        await blobs.OpenAsync(file.Blob, cancellationToken) ?? throw new InvalidOperationException($"The bytes of attachment {file.Id} are gone");
}
