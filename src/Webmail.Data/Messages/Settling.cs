using Microsoft.EntityFrameworkCore;
using Webmail.Data.Entities;
using Webmail.Model;

namespace Webmail.Data;

/// <summary>Brings messages to their <see cref="LocalState"/> within one transaction.</summary>
internal sealed class Settling(WebmailDbContext db, ChangeTally tally)
{
    // Well below SQLite's limit of parameters, and one page of changes.
    public const int ChunkSize = 500;

    private readonly Dictionary<FolderId, SpecialUse> roles = [];

    /// <summary>Operations that the server has still to hear, by message, oldest first; tracked.</summary>
    public async Task<ILookup<MessageId, Operation>> PendingAsync(IReadOnlyList<MessageId> messages, CancellationToken cancellationToken)
    {
        var operations = new List<Operation>();
        foreach (var chunk in messages.Chunk(ChunkSize))
            operations.AddRange(await db.Operations.Where(o => chunk.Contains(o.MessageId) && o.Done == null).ToListAsync(cancellationToken));
        return operations.Where(o => db.Entry(o).State != EntityState.Deleted).OrderBy(o => o.Id.Value).ToLookup(o => o.MessageId);
    }

    /// <summary>Settles by what the database has pending; save new and removed operations before.</summary>
    public async Task SettleAsync(IReadOnlyList<MailMessage> messages, CancellationToken cancellationToken)
    {
        var pending = await PendingAsync([.. messages.Select(m => m.Id)], cancellationToken);
        foreach (var message in messages)
            await SettleAsync(message, pending[message.Id], cancellationToken);
    }

    /// <returns>True when the person can see a difference.</returns>
    public async Task<bool> SettleAsync(MailMessage message, IEnumerable<Operation> pending, CancellationToken cancellationToken)
    {
        var state = LocalState.Of(message.ServerFolderId, message.ServerFlags, pending);
        return tally.Settle(message, state, state.Folder == message.FolderId ? message.Role : await RoleAsync(state.Folder, cancellationToken));
    }

    public async Task<SpecialUse> RoleAsync(FolderId folder, CancellationToken cancellationToken)
    {
        if (!roles.TryGetValue(folder, out var role))
            roles.Add(folder, role = await db.Folders.Where(f => f.Id == folder).Select(f => f.SpecialUse).SingleAsync(cancellationToken));
        return role;
    }
}
