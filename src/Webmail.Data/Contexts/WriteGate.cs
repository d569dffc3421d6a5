using System.Data;
using Microsoft.EntityFrameworkCore;
using Webmail.Model;

namespace Webmail.Data;

/// <summary>
/// The way to write: one transaction at a time for what belongs together. SQLite has one writer, and waiting here in line beats
/// its busy handler. PostgreSQL has many: there the writers of one account wait for each other, because the local state of a message is
/// computed from what was read.
/// </summary>
public sealed class WriteGate(IDbContextFactory<WebmailDbContext> contexts) : IDisposable
{
    private readonly SemaphoreSlim single = new(1, 1);

    /// <summary>Runs <paramref name="work"/> in a transaction, then saves and commits. Throws: nothing of it is kept.</summary>
    /// <param name="accounts">Whose messages it writes; empty for what belongs to no account.</param>
    internal async Task<T> WriteAsync<T>(IReadOnlyCollection<AccountId> accounts, Func<WebmailDbContext, Task<T>> work, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        if (db.Database.IsNpgsql())
            return await RunAsync(db, accounts, work, cancellationToken);

        await single.WaitAsync(cancellationToken);
        try
        {
            return await RunAsync(db, [], work, cancellationToken);
        }
        finally
        {
            single.Release();
        }
    }

    internal Task<T> WriteAsync<T>(AccountId account, Func<WebmailDbContext, Task<T>> work, CancellationToken cancellationToken) =>
        WriteAsync([account], work, cancellationToken);

    private static async Task<T> RunAsync<T>(WebmailDbContext db, IReadOnlyCollection<AccountId> accounts, Func<WebmailDbContext, Task<T>> work, CancellationToken cancellationToken)
    {
        // Serializable on SQLite is BEGIN IMMEDIATE: never a read that turns into a write and fails.
        await using var transaction = await BeginAsync(db, cancellationToken);
        // In the same order by everybody, so that two never wait for each other.
        foreach (var account in accounts.OrderBy(account => account.Value))
            await db.Database.ExecuteSqlAsync($"SELECT pg_advisory_xact_lock({account.Value})", cancellationToken);

        var result = await work(db);
        await db.SaveChangesAsync(cancellationToken);
        CrashPoint.Reach(CrashPoint.BeforeCommit);
        await transaction.CommitAsync(cancellationToken);
        CrashPoint.Reach(CrashPoint.AfterCommit);
        return result;
    }

    private static Task<Microsoft.EntityFrameworkCore.Storage.IDbContextTransaction> BeginAsync(WebmailDbContext db, CancellationToken cancellationToken) =>
        db.Database.BeginTransactionAsync(db.Database.IsNpgsql() ? IsolationLevel.ReadCommitted : IsolationLevel.Serializable, cancellationToken);

    public void Dispose() => single.Dispose();
}
