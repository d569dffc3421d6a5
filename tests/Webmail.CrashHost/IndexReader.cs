using Microsoft.EntityFrameworkCore;
using Webmail.Data;
using Webmail.Data.Entities;
using Webmail.Model;

namespace Webmail.CrashHost;

/// <summary>Reads all of a person's index as the tables hold it, past the queries of the screens.</summary>
internal sealed class IndexReader(HostedProduct product)
{
    /// <param name="name">As in <see cref="IndexMessage.Folder"/>.</param>
    public async Task<FolderId> FolderAsync(UserId user, string name, CancellationToken cancellationToken)
    {
        await using var db = await OpenAsync(cancellationToken);
        var (address, path) = (name[..name.IndexOf('/', StringComparison.Ordinal)], name[(name.IndexOf('/', StringComparison.Ordinal) + 1)..]);
        return await db.Folders
            .Where(folder => folder.UserId == user.Value && folder.Path == path && db.Accounts.Any(account => account.Id == folder.AccountId && account.Address == address))
            .Select(folder => folder.Id).SingleAsync(cancellationToken);
    }

    public async Task<IndexSnapshot> ReadAsync(UserId user, CancellationToken cancellationToken)
    {
        await using var db = await OpenAsync(cancellationToken);

        // One transaction: what is compared has to be of one moment.
        await using var moment = await db.Database.BeginTransactionAsync(cancellationToken);
        var folders = await db.Folders.AsNoTracking().Where(folder => folder.UserId == user.Value).ToListAsync(cancellationToken);
        var messages = await db.Messages.AsNoTracking().Where(message => message.UserId == user.Value).OrderBy(message => message.Id).ToListAsync(cancellationToken);
        var accounts = await db.Accounts.AsNoTracking().Where(account => account.UserId == user.Value).ToListAsync(cancellationToken);
        var ids = accounts.ConvertAll(account => account.Id);
        var names = folders.ToDictionary(folder => folder.Id, folder => $"{accounts.Single(account => account.Id == folder.AccountId).Address}/{folder.Path}");
        var waiting = await db.Operations.AsNoTracking().Where(operation => ids.Contains(operation.AccountId) && operation.Done == null).ToListAsync(cancellationToken);
        var outbox = await db.Outbox.AsNoTracking().Where(item => item.UserId == user.Value).ToListAsync(cancellationToken);
        return new IndexSnapshot(
            waiting.Count == 0 && accounts.All(account => account.State == AccountState.Online),
            [.. folders.Select(folder => new IndexFolder(names[folder.Id], folder.Total, folder.Unread))],
            [
                .. messages.Select(message => new IndexMessage(
                    message.Id.Value, message.MessageIdHeader, names[message.FolderId], message.Flags, message.Visibility == Visibility.Shown,
                    names[message.ServerFolderId], message.Uid, message.ServerFlags, message.Failure)),
            ],
            [.. outbox.Select(item => new QueuedMessage(item.MessageIdHeader, item.Subject, item.State))],
            [.. waiting.Select(operation => $"{operation.Kind} ({operation.Step}) of {operation.MessageId}, attempt {operation.Attempts}: {operation.LastError}"), .. accounts.Select(account => $"account {account.State} {account.FaultKind} {account.FaultText}")]);
    }

    private Task<WebmailDbContext> OpenAsync(CancellationToken cancellationToken) =>
        product.Get<IDbContextFactory<WebmailDbContext>>().CreateDbContextAsync(cancellationToken);
}
