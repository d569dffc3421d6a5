using Microsoft.EntityFrameworkCore;
using Webmail.Data.Entities;
using Webmail.Model;

namespace Webmail.Data;

/// <summary>Which folder is used as what: a person's choice wins over the server's word, and takes the role from the folder that had it.</summary>
internal static class FolderUses
{
    /// <param name="folders">All of one account, tracked.</param>
    public static async Task ApplyAsync(WebmailDbContext db, IReadOnlyCollection<MailFolder> folders, CancellationToken cancellationToken)
    {
        var chosen = folders.Select(f => f.ChosenUse).OfType<SpecialUse>().ToHashSet();
        foreach (var folder in folders)
        {
            var use = folder.ChosenUse ?? (chosen.Contains(folder.ListedUse) ? SpecialUse.None : folder.ListedUse);
            if (use == folder.SpecialUse)
                continue;
            folder.SpecialUse = use;
            // Messages carry a copy of their folder's role for the views across accounts.
            // What stands for a conversation depends on the role too: the upkeep decides that anew.
            await db.Messages.Where(m => m.FolderId == folder.Id).ExecuteUpdateAsync(
                set => set.SetProperty(m => m.Role, use).SetProperty(m => m.Conversation, 0L).SetProperty(m => m.Heads, ConversationHeads.None), cancellationToken);
            folder.Conversations = 0;
        }
    }
}
