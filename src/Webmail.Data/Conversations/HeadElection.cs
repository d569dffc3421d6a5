using Microsoft.EntityFrameworkCore;
using Webmail.Model;

namespace Webmail.Data;

/// <summary>Decides anew, at the end of a transaction, which messages stand for the conversations it touched.</summary>
internal sealed class HeadElection(WebmailDbContext db)
{
    /// <param name="conversations">Of one account.</param>
    /// <returns>By folder, how many conversations more or fewer it shows.</returns>
    public async Task<IReadOnlyDictionary<FolderId, int>> RunAsync(AccountId account, IEnumerable<long> conversations, CancellationToken cancellationToken)
    {
        var shown = new Dictionary<FolderId, int>();
        foreach (var chunk in conversations.Chunk(Settling.ChunkSize))
        {
            var messages = await db.Messages.AsNoTracking().Where(m => m.AccountId == account && chunk.Contains(m.Conversation))
                .Select(m => new HeadCandidate(m.Id, m.FolderId, m.Role, m.Visibility, m.Flags, m.HasAttachments, m.Received, m.Conversation, m.Heads))
                .ToListAsync(cancellationToken);
            var changed = messages.GroupBy(m => m.Conversation).SelectMany(HeadCandidate.Elect).Where(m => m.Heads != m.Message.Heads).ToList();
            foreach (var (message, heads) in changed)
            {
                if ((message.Heads ^ heads).HasFlag(ConversationHeads.Folder))
                    shown[message.FolderId] = shown.GetValueOrDefault(message.FolderId) + (heads.HasFlag(ConversationHeads.Folder) ? 1 : -1);
            }

            foreach (var group in changed.GroupBy(m => m.Heads, m => m.Message.Id))
            {
                foreach (var ids in group.Chunk(Settling.ChunkSize))
                    await db.Messages.Where(m => ids.Contains(m.Id)).ExecuteUpdateAsync(set => set.SetProperty(m => m.Heads, group.Key), cancellationToken);
            }
        }

        return shown;
    }
}
