using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Webmail.Model;

namespace Webmail.Data;

/// <summary>The accounts' data keys, unwrapped once and then held in memory.</summary>
public sealed class AccountKeys
{
    private readonly ConcurrentDictionary<AccountId, byte[]> keys = new();
    private readonly IDbContextFactory<WebmailDbContext> contexts;
    private readonly KeyFile keyFile;

    internal AccountKeys(IDbContextFactory<WebmailDbContext> contexts, KeyFile keyFile)
    {
        this.contexts = contexts;
        this.keyFile = keyFile;
    }

    /// <summary>Null when there is no such account.</summary>
    internal async Task<byte[]?> FindAsync(AccountId account, CancellationToken cancellationToken)
    {
        if (keys.TryGetValue(account, out var known))
            return known;

        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var stored = await db.Accounts.Where(a => a.Id == account).Select(a => new { a.UserId, a.WrappedKey }).SingleOrDefaultAsync(cancellationToken);
        return stored is null ? null : keys.GetOrAdd(account, Unwrap(new UserId(stored.UserId), account, stored.WrappedKey));
    }

    internal byte[] Unwrap(UserId user, AccountId account, byte[] wrapped) => new EnvelopeCipher(keyFile.Read()).UnwrapKey(Context(user, account), wrapped);

    internal byte[] CreateWrapped(UserId user, AccountId account) => new EnvelopeCipher(keyFile.Read()).CreateWrappedKey(Context(user, account));

    private static SealedContext Context(UserId user, AccountId account) => new(user, account, SealedPurpose.AccountKey, Guid.Empty);
}
