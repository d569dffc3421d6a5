using Webmail.Data;
using Webmail.Mail.Imap;
using Webmail.Model;

namespace Webmail.Engine.Sync;

/// <summary>Recognises folders that another mail client renamed or moved, so that their messages keep their ids and what belongs to them.</summary>
internal sealed class FolderRenames(AccountId account, SyncTools tools)
{
    private const int SampleSize = 5;

    // A tree of hundreds renamed at its root is recognised; one made anew over and over does not keep us busy.
    private const int MostLooks = 300;

    /// <returns>The new path of each folder that is no longer listed under its old one.</returns>
    /// <exception cref="MailFaultException">The server went away; do not complete the lease.</exception>
    public async Task<IReadOnlyDictionary<FolderId, string>> FindAsync(ImapLease lease, IReadOnlyList<ServerFolder> listed, CancellationToken cancellationToken)
    {
        var renamed = new Dictionary<FolderId, string>();
        var known = await tools.Folders.SyncFoldersAsync(account, cancellationToken);
        var paths = known.Select(folder => folder.Path).ToHashSet(StringComparer.Ordinal);
        var there = listed.Select(folder => folder.Path).ToHashSet(StringComparer.Ordinal);
        var strange = listed.Where(folder => folder.Selectable && !paths.Contains(folder.Path)).ToList();
        var looks = 0;
        foreach (var folder in known.Where(folder => folder.Anchor.UidValidity != 0 && !there.Contains(folder.Path)))
        {
            var sample = await tools.Folders.SampleAsync(folder.Id, SampleSize, cancellationToken);
            foreach (var candidate in strange.Where(candidate => MayBe(folder, candidate)).OrderByDescending(candidate => SharedEnd(folder.Path, candidate.Path)).ToList())
            {
                if (++looks > MostLooks)
                    return renamed;
                if (!await HoldsAsync(lease, candidate.Path, folder, sample, cancellationToken))
                    continue;
                renamed.Add(folder.Id, candidate.Path);
                strange.Remove(candidate);
                break;
            }
        }

        return renamed;
    }

    private async Task<bool> HoldsAsync(ImapLease lease, string path, SyncFolder folder, IReadOnlyList<MessageIdentity> sample, CancellationToken cancellationToken)
    {
        try
        {
            return await tools.Lister.HoldsAsync(lease, path, folder.Anchor.UidValidity, sample, cancellationToken);
        }
        catch (MailFaultException closed) when (closed.Fault.Kind is MailFaultKind.NotFound or MailFaultKind.Refused)
        {
            return false;
        }
    }

    private static bool MayBe(SyncFolder folder, ServerFolder candidate) =>
        candidate.Status is not { } status || (status.UidValidity == folder.Anchor.UidValidity && status.UidNext >= folder.Anchor.UidNext);

    // "Work/Invoices" became "Office/Invoices": of several candidates the one with the longest common end is the likeliest.
    private static int SharedEnd(string left, string right) =>
        left.Reverse().Zip(right.Reverse()).TakeWhile(pair => pair.First == pair.Second).Count();
}
