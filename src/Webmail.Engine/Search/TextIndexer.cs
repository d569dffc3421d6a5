using Microsoft.Extensions.Logging;
using Webmail.Data;
using Webmail.Mail.Imap;
using Webmail.Model;

namespace Webmail.Engine.Search;

/// <summary>
/// Brings the texts of one account's messages into the search index, newest first, a few at a time while there is nothing better to do.
/// Owned by the actor; not for concurrent use.
/// </summary>
internal sealed partial class TextIndexer(AccountSettings account, TextTools tools, ImapSessionPool pool, ILogger<TextIndexer> logger)
{
    // A few seconds on a slow line: what the person does must not wait longer for the actor's loop.
    private const int AtOnce = 10;

    /// <summary>Does the next few.</summary>
    /// <returns>False when all is done, or enough for today.</returns>
    /// <exception cref="MailFaultException">The server went away.</exception>
    public async Task<bool> StepAsync(CancellationToken cancellationToken)
    {
        if (await tools.Texts.AddHeadersAsync(account.Id, cancellationToken))
            return true;

        var next = await tools.Texts.NextAsync(account.Id, AtOnce, cancellationToken);
        if (next.Count == 0 || await tools.Texts.FetchedTodayAsync(account.Id, cancellationToken) >= tools.Options.TextBytesADay)
            return false;

        var texts = new List<NewText>();
        foreach (var cached in next)
        {
            if (cached.BodyBlob is { } blob && await BlobText.ReadAsync(tools.Blobs, tools.Renderer, cached.Id, blob, cancellationToken) is { } text)
                texts.Add(text);
        }

        var known = texts.Select(text => text.Message).ToHashSet();
        var others = next.Where(message => !known.Contains(message.Id)).ToList();
        if (others.Count > 0)
            texts.AddRange(await FetchAsync([.. others.Where(message => message.Folder == others[0].Folder)], cancellationToken));
        await tools.Texts.AddAsync(account.Id, texts, cancellationToken);
        LogIndexed(account.Id, texts.Count);
        return true;
    }

    private async Task<IReadOnlyList<NewText>> FetchAsync(IReadOnlyList<TextlessMessage> messages, CancellationToken cancellationToken)
    {
        IReadOnlyList<FetchedText> fetched = [];
        var isRefused = false;
        if (await tools.Folders.FindAsync(account.Id, messages[0].Folder, cancellationToken) is { } folder)
        {
            try
            {
                await using var lease = await pool.RentAsync(ImapPurpose.Background, cancellationToken);
                fetched = await tools.Imap.FetchAsync(lease, folder.Path, folder.Anchor.UidValidity, [.. messages.Select(message => message.Uid)], cancellationToken);
                lease.Complete();
            }
            catch (MailFaultException refusal) when (refusal.Fault.Kind is MailFaultKind.NotFound or MailFaultKind.Refused or MailFaultKind.Protocol or MailFaultKind.Quota)
            {
                LogRefused(account.Id, messages.Count, refusal.Fault.Kind);
                isRefused = true;
            }
        }

        // One of them may have spoilt it for all: the newest alone, and the next step begins behind it.
        if (isRefused && messages.Count > 1)
            return await FetchAsync([messages[0]], cancellationToken);

        // What the server does not give counts as without text, or it would be asked for for ever.
        var byUid = fetched.ToDictionary(text => text.Uid);
        return [.. messages.Select(message => byUid.TryGetValue(message.Uid, out var text) ? new NewText(message.Id, text.Text, text.Files, text.Bytes) : new NewText(message.Id, "", [], 0))];
    }

    [LoggerMessage(Level = LogLevel.Debug, Message = "Account {Account}: {Count} texts indexed")]
    private partial void LogIndexed(AccountId account, int count);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Account {Account}: the server does not give {Count} texts for the search: {Kind}")]
    private partial void LogRefused(AccountId account, int count, MailFaultKind kind);
}
