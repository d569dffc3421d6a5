using Microsoft.EntityFrameworkCore;
using Webmail.Data;
using Webmail.Data.Entities;
using Webmail.Model;

namespace Webmail.CrashHost;

/// <summary>Reads all of a person's index as the tables hold it, past the queries of the screens.</summary>
internal sealed class IndexReader(HostedProduct product)
{
    public async Task<FolderId> FolderAsync(UserId user, string path, CancellationToken cancellationToken)
    {
        await using var db = await OpenAsync(cancellationToken);
        return await db.Folders.Where(folder => folder.UserId == user.Value && folder.Path == path).Select(folder => folder.Id).SingleAsync(cancellationToken);
    }

    public async Task<IndexSnapshot> ReadAsync(UserId user, CancellationToken cancellationToken)
    {
        await using var db = await OpenAsync(cancellationToken);

        // One transaction: what is compared has to be of one moment.
        await using var moment = await db.Database.BeginTransactionAsync(cancellationToken);
        var folders = await db.Folders.AsNoTracking().Where(folder => folder.UserId == user.Value).ToListAsync(cancellationToken);
        var paths = folders.ToDictionary(folder => folder.Id, folder => folder.Path);
        var messages = await db.Messages.AsNoTracking().Where(message => message.UserId == user.Value).OrderBy(message => message.Id).ToListAsync(cancellationToken);
        var accounts = await db.Accounts.AsNoTracking().Where(account => account.UserId == user.Value).ToListAsync(cancellationToken);
        var ids = accounts.ConvertAll(account => account.Id);
        var waiting = await db.Operations.AsNoTracking().Where(operation => ids.Contains(operation.AccountId) && operation.Done == null).ToListAsync(cancellationToken);
        var outbox = await db.Outbox.AsNoTracking().Where(item => item.UserId == user.Value).ToListAsync(cancellationToken);
        return new IndexSnapshot(
            waiting.Count == 0 && accounts.All(account => account.State == AccountState.Online),
            [.. folders.Select(folder => new IndexFolder(folder.Id.Value, folder.Path, folder.Total, folder.Unread, folder.Anchor.IsComplete))],
            [
                .. messages.Select(message => new IndexMessage(
                    message.Id.Value, message.MessageIdHeader, paths[message.FolderId], message.Flags, message.Visibility == Visibility.Shown,
                    paths[message.ServerFolderId], message.Uid, message.ServerFlags, message.Failure)),
            ],
            [.. outbox.Select(item => new QueuedMessage(item.MessageIdHeader, item.Subject, item.State))],
            [.. waiting.Select(operation => $"{operation.Kind} of {operation.MessageId}, attempt {operation.Attempts}: {operation.LastError}"), .. accounts.Select(account => $"account {account.State} {account.FaultKind} {account.FaultText}")]);
    }

    private Task<WebmailDbContext> OpenAsync(CancellationToken cancellationToken) =>
        product.Get<IDbContextFactory<WebmailDbContext>>().CreateDbContextAsync(cancellationToken);
}
