using Microsoft.EntityFrameworkCore;
using Webmail.Model;

namespace Webmail.Data;

/// <summary>People as the administrator sees and switches them.</summary>
public sealed class PeopleAdmin(IDbContextFactory<WebmailDbContext> contexts, WriteGate gate, TimeProvider time)
{
    // Often enough for a list that shows a day; a write with each request would be too many.
    private static readonly TimeSpan SeenPrecision = TimeSpan.FromMinutes(10);

    public async Task<IReadOnlyList<PersonView>> ListAsync(CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var admins = (await AdminIds(db).ToListAsync(cancellationToken)).ToHashSet();
        var mailboxes = (await db.Accounts.OrderBy(a => a.Position).ThenBy(a => a.Id).Select(a => new { a.UserId, a.Address, IsStuck = a.Enabled && a.State == AccountState.NeedsSignIn }).ToListAsync(cancellationToken)).ToLookup(a => a.UserId);
        var people = await db.Users.AsNoTracking().OrderBy(u => u.Id).ToListAsync(cancellationToken);
        return
        [
            .. people.Select(u => new PersonView(
                new UserId(u.Id), u.DisplayName, PersonStore.TypedName(u.UserName), admins.Contains(u.Id), u.Disabled, [.. mailboxes[u.Id].Select(a => a.Address)], u.Created, u.LastSeen)
            {
                HasPassword = u.PasswordHash is not null,
                IsByMailbox = u.UserName?.Contains(PersonStore.HostSeparator, StringComparison.Ordinal) == true,
                HasSecondStep = u.TwoFactorEnabled,
                MailboxesForbidden = u.MailboxesForbidden,
                Stuck = mailboxes[u.Id].Count(a => a.IsStuck),
            }),
        ];
    }

    /// <summary>Switches a person off or on. Sessions and running accounts are the caller's to end.</summary>
    public Task SetDisabledAsync(UserId user, bool disabled, CancellationToken cancellationToken) =>
        gate.WriteAsync([], db => db.Users.Where(u => u.Id == user.Value)
            .ExecuteUpdateAsync(set => set.SetProperty(u => u.Disabled, disabled), cancellationToken), cancellationToken);

    /// <summary>Whether the person may add mailboxes themselves.</summary>
    public async Task<bool> MayAddMailboxesAsync(UserId user, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.Users.AnyAsync(u => u.Id == user.Value && !u.MailboxesForbidden, cancellationToken);
    }

    public Task SetMayAddMailboxesAsync(UserId user, bool allowed, CancellationToken cancellationToken) =>
        gate.WriteAsync([], db => db.Users.Where(u => u.Id == user.Value)
            .ExecuteUpdateAsync(set => set.SetProperty(u => u.MailboxesForbidden, !allowed), cancellationToken), cancellationToken);

    /// <summary>How many people can administer: the last one must stay.</summary>
    public async Task<int> ActiveAdminsAsync(CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await AdminIds(db).Join(db.Users.Where(u => !u.Disabled), id => id, u => u.Id, (id, _) => id).CountAsync(cancellationToken);
    }

    /// <summary>Removes a person who has no accounts any more, with their settings and drafts.</summary>
    /// <returns>False when there is no such person, or they have an account.</returns>
    public async Task<bool> RemoveAsync(UserId user, CancellationToken cancellationToken) =>
        await gate.WriteAsync([], db => db.Users.Where(u => u.Id == user.Value && !db.Accounts.Any(a => a.UserId == u.Id)).ExecuteDeleteAsync(cancellationToken), cancellationToken) == 1;

    /// <summary>False until setup is done.</summary>
    public async Task<bool> AnyAdminAsync(CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await AdminIds(db).AnyAsync(cancellationToken);
    }

    /// <summary>Notes that the person is here now, to within ten minutes.</summary>
    public async Task SeenAsync(UserId user, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var last = await db.Users.Where(u => u.Id == user.Value).Select(u => u.LastSeen).SingleOrDefaultAsync(cancellationToken);
        if (now - last < SeenPrecision)
            return;

        await gate.WriteAsync([], write => write.Users.Where(u => u.Id == user.Value)
            .ExecuteUpdateAsync(set => set.SetProperty(u => u.LastSeen, now), cancellationToken), cancellationToken);
    }

    private static IQueryable<long> AdminIds(WebmailDbContext db)
    {
        var admin = DatabaseMigrator.AdminRole.ToUpperInvariant();
        return db.UserRoles.Join(db.Roles.Where(r => r.NormalizedName == admin), ur => ur.RoleId, r => r.Id, (ur, _) => ur.UserId);
    }
}
