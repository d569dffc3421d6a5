using Microsoft.EntityFrameworkCore;
using Webmail.Data.Entities;
using Webmail.Model;

namespace Webmail.Data;

/// <summary>The browsers in which people are signed in. Without its row a sign-in is over.</summary>
public sealed class SessionStore(IDbContextFactory<WebmailDbContext> contexts, WriteGate gate, TimeProvider time)
{
    public Task<Guid> BeginAsync(UserId user, string agent, string network, CancellationToken cancellationToken) =>
        gate.WriteAsync([], db =>
        {
            var now = time.GetUtcNow();
            var session = new StoredSession
            {
                // Random: it stands in the sign-in of that browser only.
                Id = Guid.NewGuid(),
                UserId = user.Value,
                Created = now,
                LastSeen = now,
                Agent = Text.Line(agent, Lengths.Agent),
                Network = Text.Line(network, Lengths.Network),
            };
            db.Sessions.Add(session);
            return Task.FromResult(session.Id);
        }, cancellationToken);

    public async Task<bool> ExistsAsync(UserId user, Guid session, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.Sessions.AnyAsync(s => s.Id == session && s.UserId == user.Value, cancellationToken);
    }

    /// <summary>Notes that the browser was here now.</summary>
    public Task SeenAsync(UserId user, Guid session, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        return gate.WriteAsync([], db => db.Sessions.Where(s => s.Id == session && s.UserId == user.Value)
            .ExecuteUpdateAsync(set => set.SetProperty(s => s.LastSeen, now), cancellationToken), cancellationToken);
    }

    /// <summary>The one that was here last first.</summary>
    public async Task<IReadOnlyList<PersonSession>> ListAsync(UserId user, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.Sessions.AsNoTracking().Where(s => s.UserId == user.Value).OrderByDescending(s => s.LastSeen)
            .Select(s => new PersonSession(s.Id, s.Created, s.LastSeen, s.Agent, s.Network)).ToListAsync(cancellationToken);
    }

    /// <returns>False when there is no such session of the person.</returns>
    public async Task<bool> EndAsync(UserId user, Guid session, CancellationToken cancellationToken) =>
        await gate.WriteAsync([], db => db.Sessions.Where(s => s.Id == session && s.UserId == user.Value).ExecuteDeleteAsync(cancellationToken), cancellationToken) == 1;

    /// <param name="kept">The one that stays; null ends all.</param>
    /// <returns>Those that ended.</returns>
    public Task<IReadOnlyList<Guid>> EndAllAsync(UserId user, Guid? kept, CancellationToken cancellationToken) =>
        gate.WriteAsync<IReadOnlyList<Guid>>([], async db =>
        {
            var ended = await db.Sessions.Where(s => s.UserId == user.Value && s.Id != kept).Select(s => s.Id).ToListAsync(cancellationToken);
            await db.Sessions.Where(s => ended.Contains(s.Id)).ExecuteDeleteAsync(cancellationToken);
            return ended;
        }, cancellationToken);

    /// <summary>Forgets browsers that were not here for so long that their cookie has expired.</summary>
    public Task TrimAsync(TimeSpan kept, CancellationToken cancellationToken)
    {
        var oldest = time.GetUtcNow() - kept;
        return gate.WriteAsync([], db => db.Sessions.Where(s => s.LastSeen < oldest).ExecuteDeleteAsync(cancellationToken), cancellationToken);
    }
}
