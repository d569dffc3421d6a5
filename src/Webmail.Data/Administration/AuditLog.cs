using Microsoft.EntityFrameworkCore;
using Webmail.Data.Entities;
using Webmail.Model;

namespace Webmail.Data;

/// <summary>Sign-ins and changes, as they happened. Bounded in age and number; never holds a secret.</summary>
public sealed class AuditLog(IDbContextFactory<WebmailDbContext> contexts, WriteGate gate, TimeProvider time)
{
    /// <summary>Guesses at passwords must not fill the disk.</summary>
    private const int MaxEntries = 200_000;

    private const int FirstChange = (int)AuditKind.PersonCreated;

    public Task WriteAsync(AuditRecord record, CancellationToken cancellationToken) =>
        gate.WriteAsync<int>([], db =>
        {
            db.AuditEntries.Add(new AuditEntry
            {
                At = time.GetUtcNow(),
                Kind = record.Kind,
                ActorId = record.Actor?.Value,
                ActorName = Text.Line(record.ActorName, Lengths.Name),
                PersonId = record.Person?.Value,
                Subject = Text.Line(record.Subject, Lengths.Address),
                Detail = Text.Line(record.Detail, Lengths.Name),
                Network = Text.Line(record.Network, Lengths.Network),
            });
            return Task.FromResult(0);
        }, cancellationToken);

    /// <summary>The newest first.</summary>
    public async Task<IReadOnlyList<AuditRecord>> ListAsync(AuditQuery query, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var entries = db.AuditEntries.AsNoTracking();
        if (query.Person is { Value: var person })
            entries = entries.Where(e => e.PersonId == person || e.ActorId == person);
        if (query.SignIns is { } signIns)
            entries = entries.Where(e => ((int)e.Kind < FirstChange) == signIns);
        if (query.Before is { } before)
            entries = entries.Where(e => e.Id < before);
        if (query.Text.Length > 0)
        {
            // Case is folded by the database as far as it can; addresses and networks are written in lower case.
            var pattern = $"%{Escaped(query.Text)}%";
            entries = entries.Where(e => EF.Functions.Like(e.ActorName, pattern, "\\") || EF.Functions.Like(e.Subject, pattern, "\\") || EF.Functions.Like(e.Network, pattern, "\\"));
        }

        var found = await entries.OrderByDescending(e => e.Id).Take(query.Count).ToListAsync(cancellationToken);
        return found.ConvertAll(e => new AuditRecord(e.Kind, e.ActorId is { } actor ? new UserId(actor) : null, e.ActorName, e.PersonId is { } about ? new UserId(about) : null, e.Subject, e.Detail, e.Network)
        {
            At = e.At,
            Number = e.Id,
        });
    }

    /// <summary>Forgets what is older than <paramref name="kept"/>, and the oldest beyond what may be kept at all.</summary>
    public async Task TrimAsync(TimeSpan kept, CancellationToken cancellationToken)
    {
        var oldest = time.GetUtcNow() - kept;
        await gate.WriteAsync([], async db =>
        {
            var last = await db.AuditEntries.OrderByDescending(e => e.Id).Skip(MaxEntries).Select(e => (long?)e.Id).FirstOrDefaultAsync(cancellationToken) ?? 0;
            return await db.AuditEntries.Where(e => e.At < oldest || e.Id <= last).ExecuteDeleteAsync(cancellationToken);
        }, cancellationToken);
    }

    private static string Escaped(string text) => text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("%", "\\%", StringComparison.Ordinal).Replace("_", "\\_", StringComparison.Ordinal);
}
