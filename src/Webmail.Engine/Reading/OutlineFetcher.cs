using Webmail.Data;
using Webmail.Engine.Search;
using Webmail.Mail.Imap;
using Webmail.Model;

namespace Webmail.Engine.Reading;

/// <summary>Brings what is shown of large messages into the blob store: head, structure and texts. Lives with its actor.</summary>
internal sealed class OutlineFetcher : IAsyncDisposable
{
    // Texts and what says where the files are; see OutlinePlan.
    private const long MaxBytes = 16L * 1024 * 1024;

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);
    private readonly AccountSettings _account;
    private readonly BodyTools _tools;
    private readonly ImapSessionPool _pool;
    private readonly Errands<MessageId, BlobId?> _errands;

    public OutlineFetcher(AccountSettings account, BodyTools tools, ImapSessionPool pool)
    {
        _account = account;
        _tools = tools;
        _pool = pool;
        _errands = new Errands<MessageId, BlobId?>(Patience, FetchNowAsync);
    }

    /// <returns>Null when the message is to be fetched whole: its structure leaves nothing out, or is not to be trusted.</returns>
    /// <exception cref="MailFaultException">The server does not answer.</exception>
    public Task<BlobId?> FetchAsync(MessageId message, CancellationToken cancellationToken) => _errands.RunAsync(message, cancellationToken);

    public ValueTask DisposeAsync() => _errands.DisposeAsync();

    private async Task<BlobId?> FetchNowAsync(MessageId message, CancellationToken cancellationToken)
    {
        if (await _tools.Parts.FindAsync(message, PartStore.Outline, cancellationToken) is { } before)
            return before;
        var place = await ServerPlace.FindAsync(_account, _tools, message, cancellationToken);
        await using var content = await _tools.Blobs.BeginAsync(_account.User, _account.Id, BlobKind.Body, MaxBytes, cancellationToken);
        try
        {
            await using var lease = await _pool.RentAsync(ImapPurpose.Interactive, cancellationToken);
            var isWorthIt = await _tools.ImapParts.OutlineAsync(lease, place.Folder.Path, place.Folder.Anchor.UidValidity, place.Uid, content, cancellationToken);
            lease.Complete();
            if (!isWorthIt)
                return null;
        }
        catch (MailFaultException broken) when (broken.Fault.Kind is MailFaultKind.Protocol or MailFaultKind.Refused or MailFaultKind.Unsupported)
        {
            // A structure nobody can read, or parts the server does not give: the message itself can still be had.
            return null;
        }

        var blob = await content.CompleteAsync(cancellationToken);
        await _tools.Parts.AddAsync(_account.Id, message, PartStore.Outline, blob, cancellationToken);
        await IndexAsync(message, blob, cancellationToken);
        await _tools.Cache.GrewAsync(content.Length, cancellationToken);
        return blob;
    }

    private async Task IndexAsync(MessageId message, BlobId blob, CancellationToken cancellationToken)
    {
        await using var stored = await _tools.Blobs.OpenAsync(blob, cancellationToken);
        if (stored is not null && OpenOutline.Read(stored) is { } outline)
            await _tools.Texts.AddAsync(_account.Id, [await BlobText.ReadAsync(_tools.Renderer, message, outline.Message, cancellationToken)], cancellationToken);
    }
}
