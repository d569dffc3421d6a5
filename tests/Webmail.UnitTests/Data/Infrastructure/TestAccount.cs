using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Webmail.Data;
using Webmail.Data.Entities;
using Webmail.Model;

namespace Webmail.UnitTests.Data;

/// <summary>An account in a <see cref="TestStore"/> with the usual folders, and short ways to say what its server says.</summary>
internal sealed class TestAccount(TestStore store, UserId user, AccountId id, IReadOnlyList<SyncFolder> folders)
{
    public static readonly IReadOnlyList<ServerFolder> Folders =
    [
        new("INBOX", '/', SpecialUse.Inbox, true, true),
        new("Archive", '/', SpecialUse.Archive, true, true),
        new("Drafts", '/', SpecialUse.Drafts, true, true),
        new("Junk", '/', SpecialUse.Junk, true, true),
        new("Sent", '/', SpecialUse.Sent, true, true),
        new("Trash", '/', SpecialUse.Trash, true, true),
        new("Work", '/', SpecialUse.None, true, true),
    ];

    private static readonly DateTimeOffset Start = new(2026, 2, 1, 0, 0, 0, TimeSpan.Zero);

    public UserId User { get; } = user;

    public AccountId Id { get; } = id;

    public FolderId Inbox => Folder("INBOX");

    public FolderId Archive => Folder("Archive");

    public FolderId Trash => Folder("Trash");

    public FolderId Work => Folder("Work");

    public FolderId Folder(string path) => folders.Single(f => f.Path == path).Id;

    /// <summary>Message number <paramref name="uid"/>; the higher, the newer.</summary>
    public static ServerMessage Message(uint uid, MailFlags flags = MailFlags.None, string? header = null, long size = 1000, ulong modSeq = 1)
    {
        var name = uid.ToString(CultureInfo.InvariantCulture);
        return new ServerMessage(
            uid, modSeq, flags, Start.AddMinutes(uid), Start.AddMinutes(uid), size, "Subject " + name,
            new MailPerson("Sender " + name, $"sender{name}@example.org"), [new MailPerson("Ann", "ann@example.org")], [], [],
            header ?? $"m{name}@example.org", "", [], false, null);
    }

    public static FolderDelta Delta(
        IReadOnlyList<ServerMessage>? added = null, IReadOnlyList<FlagChange>? changed = null, IReadOnlyList<uint>? vanished = null,
        bool reset = false, SyncAnchor? next = null) =>
        new(reset, added ?? [], changed ?? [], vanished ?? [], next ?? new SyncAnchor(7, 10, 1000, 0), added?.Count ?? 0, MoreToCome: false);

    public Task<IReadOnlyList<MailChange>> ApplyAsync(FolderId folder, FolderDelta delta) =>
        store.Get<MailStore>().ApplyDeltaAsync(Id, folder, delta, CancellationToken.None);

    /// <summary>Puts messages into the inbox and returns their ids in the order of <paramref name="uids"/>.</summary>
    public async Task<IReadOnlyList<MessageId>> ReceiveAsync(params uint[] uids)
    {
        await ApplyAsync(Inbox, Delta([.. uids.Select(uid => Message(uid))]));
        await using var db = store.Open();
        var ids = await db.Messages.Where(m => m.ServerFolderId == Inbox && m.Uid != null).ToDictionaryAsync(m => m.Uid ?? 0, m => m.Id);
        return [.. uids.Select(uid => ids[uid])];
    }

    public async Task<MailMessage> StoredAsync(MessageId message)
    {
        await using var db = store.Open();
        return await db.Messages.AsNoTracking().SingleAsync(m => m.Id == message);
    }

    public async Task<bool> ExistsAsync(MessageId message)
    {
        await using var db = store.Open();
        return await db.Messages.AnyAsync(m => m.Id == message);
    }

    public async Task<IReadOnlyList<MessageRow>> RowsAsync(FolderId folder) =>
        (await store.Get<MailQueries>().PageAsync(User, new MailView.OfFolder(folder), 0, 1000, CancellationToken.None)).Rows;

    public Task<ActionResult> SetFlagsAsync(MessageId message, MailFlags add = MailFlags.None, MailFlags remove = MailFlags.None) =>
        store.Get<MessageActions>().SetFlagsAsync(User, [message], add, remove, CancellationToken.None);

    public Task<ActionResult> MoveAsync(MessageId message, FolderId target) =>
        store.Get<MessageActions>().MoveAsync(User, [message], target, CancellationToken.None);

    public Task<ActionResult?> UndoAsync(ActionResult action) => store.Get<MessageActions>().UndoAsync(User, action.Undo, CancellationToken.None);

    public Task<IReadOnlyList<PendingOperation>> NextAsync() => store.Get<OperationLog>().NextAsync(Id, 100, CancellationToken.None);

    /// <summary>Plays everything that is due, as a server with or without COPYUID would.</summary>
    public async Task PlayAsync(uint? newUid = null)
    {
        var log = store.Get<OperationLog>();
        var operations = await NextAsync();
        var epoch = await store.Get<AccountStore>().BeginEpochAsync(Id, CancellationToken.None);
        (await log.ClaimAsync(Id, epoch, [.. operations.Select(o => o.Id)], CancellationToken.None)).ShouldBe(OperationClaim.Claimed);
        var uids = newUid is { } uid ? operations.Where(o => o.Kind == OperationKind.Move).ToDictionary(o => o.Id, _ => uid++) : [];
        await log.CompleteAsync([.. operations.Select(o => o.Id)], uids, CancellationToken.None);
    }

    /// <summary>Every folder's counters are what counting gives.</summary>
    public async Task CountersShouldBeTrueAsync()
    {
        await using var db = store.Open();
        foreach (var folder in await db.Folders.AsNoTracking().Where(f => f.AccountId == Id).ToListAsync())
        {
            var shown = await db.Messages.Where(m => m.FolderId == folder.Id && m.Visibility == Visibility.Shown).Select(m => m.Flags).ToListAsync();
            (folder.Path, folder.Total, folder.Unread).ShouldBe((folder.Path, shown.Count, shown.Count(f => (f & MailFlags.Seen) == 0)));
        }
    }
}
