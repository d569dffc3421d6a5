using System.Text;
using MailKit;
using MailKit.Net.Imap;
using Webmail.IntegrationTests.Engine;
using Webmail.Mail.Imap;
using Webmail.Model;
using Webmail.TestKit.Mail;

namespace Webmail.IntegrationTests.Mail;

public sealed class ImapMessagesTests(EngineFixture fixture)
{
    private const string Inbox = "INBOX";

    [Fact]
    public async Task StoreFlagsAsync_AddAndRemove_ServerHasThem()
    {
        await using var mail = await ScannedAsync(3);
        var uids = mail.Index.Keys.ToList();

        await mail.WithAsync(async lease =>
        {
            await mail.Get<ImapMessages>().StoreFlagsAsync(lease, Inbox, mail.Anchor.UidValidity, uids, MailFlags.Flagged | MailFlags.Forwarded, MailFlags.Seen, default);
            return true;
        });
        await mail.ScanAllAsync();

        mail.Index.Values.ShouldAllBe(message => message.Flags == (MailFlags.Flagged | MailFlags.Forwarded));
    }

    [Theory]
    [InlineData(ImapCapabilities.None)]
    [InlineData(ImapCapabilities.Move)]
    [InlineData(ImapCapabilities.Move | ImapCapabilities.UidPlus)]
    public async Task MoveAsync_WithAndWithoutMove_OnlyTheAskedOnesAndTheirNewUids(ImapCapabilities hidden)
    {
        await using var mail = await ScannedAsync(3);
        var uids = mail.Index.Keys.Order().ToList();
        await MarkDeletedAsync(mail, uids[2]);
        await fixture.Server.AppendAsync(mail.Servers.ImapUserName, "Archive", SampleMail.Create(50, 60, mail.Servers.ImapUserName));

        var moved = await mail.WithAsync(lease =>
        {
            lease.Client.Capabilities &= ~hidden;
            return mail.Get<ImapMessages>().MoveAsync(lease, Inbox, mail.Anchor.UidValidity, [uids[0], uids[1], 99_999], "Archive", default);
        });
        await mail.ScanAllAsync();

        mail.Index.Keys.ShouldBe([uids[2]]);
        if (!hidden.HasFlag(ImapCapabilities.UidPlus))
            moved.ShouldBe(new Dictionary<uint, uint> { [uids[0]] = 2, [uids[1]] = 3 }, ignoreOrder: true);
        await using var archive = Other(mail);
        await archive.ScanAllAsync("Archive");
        archive.Index.Count.ShouldBe(3);
    }

    [Theory]
    [InlineData(ImapCapabilities.None)]
    [InlineData(ImapCapabilities.UidPlus)]
    public async Task ExpungeAsync_OthersMarkedDeleted_StayMarked(ImapCapabilities hidden)
    {
        await using var mail = await ScannedAsync(3);
        var uids = mail.Index.Keys.Order().ToList();
        await MarkDeletedAsync(mail, uids[2]);

        await mail.WithAsync(async lease =>
        {
            lease.Client.Capabilities &= ~hidden;
            await mail.Get<ImapMessages>().ExpungeAsync(lease, Inbox, mail.Anchor.UidValidity, [uids[0]], default);
            return true;
        });
        await mail.ScanAllAsync();

        mail.Index.Keys.Order().ShouldBe([uids[1], uids[2]]);
        mail.Index[uids[2]].Flags.HasFlag(MailFlags.Deleted).ShouldBeTrue();
    }

    /// <summary>An open folder does not show what came after it was opened: a command about that is answered with OK and does nothing.</summary>
    [Theory]
    [InlineData("flags")]
    [InlineData("move")]
    [InlineData("expunge")]
    [InlineData("fetch")]
    public async Task FolderOpenSinceBeforeItCame_TheMessageIsFoundAllTheSame(string what)
    {
        await using var mail = await ScannedAsync(1);
        var messages = mail.Get<ImapMessages>();
        var access = what == "fetch" ? FolderAccess.ReadOnly : FolderAccess.ReadWrite;

        await mail.WithAsync(async lease =>
        {
            await lease.Connection.OpenAsync(Inbox, access, mail.Anchor.UidValidity, lastUid: 1, default);
            await fixture.Server.AppendAsync(mail.Servers.ImapUserName, Inbox, SampleMail.Create(70, 60, mail.Servers.ImapUserName));
            using var content = new MemoryStream();
            await (what switch
            {
                "flags" => messages.StoreFlagsAsync(lease, Inbox, mail.Anchor.UidValidity, [2], MailFlags.Flagged, MailFlags.None, default),
                "move" => messages.MoveAsync(lease, Inbox, mail.Anchor.UidValidity, [2], "Archive", default),
                "expunge" => messages.ExpungeAsync(lease, Inbox, mail.Anchor.UidValidity, [2], default),
                _ => messages.FetchRawAsync(lease, Inbox, mail.Anchor.UidValidity, 2, content, 1_000_000, default),
            });
            return true;
        });
        await mail.ScanAllAsync();

        mail.Index.Keys.Order().ShouldBe(what is "flags" or "fetch" ? [1u, 2u] : [1u]);
        if (what == "flags")
            mail.Index[2].Flags.HasFlag(MailFlags.Flagged).ShouldBeTrue();
    }

    [Fact]
    public async Task AppendAsync_ThenFindAndFetch_TheSameBytes()
    {
        await using var mail = await ScannedAsync(1);
        var raw = Encoding.ASCII.GetBytes("Message-ID: <append-1@example.test>\r\nFrom: a@example.test\r\nBcc: b@example.test\r\nSubject: kept\r\n\r\nOne line\r\n");
        var messages = mail.Get<ImapMessages>();

        var uid = await mail.WithAsync(lease => messages.AppendAsync(lease, Inbox, new MemoryStream(raw), MailFlags.Seen, new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero), default));
        var found = await mail.WithAsync(lease => messages.FindAsync(lease, Inbox, "append-1@example.test", default));
        var missing = await mail.WithAsync(lease => messages.FindAsync(lease, Inbox, "no-such@example.test", default));
        using var copy = new MemoryStream();
        await mail.WithAsync(async lease =>
        {
            await messages.FetchRawAsync(lease, Inbox, mail.Anchor.UidValidity, uid.ShouldNotBeNull(), copy, 1_000_000, default);
            return true;
        });

        found.ShouldBe(uid);
        missing.ShouldBeNull();
        copy.ToArray().ShouldBe(raw);
        await mail.ScanAllAsync();
        mail.Index[uid.ShouldNotBeNull()].Flags.ShouldBe(MailFlags.Seen);
    }

    [Fact]
    public async Task FetchRawAsync_LargerThanAllowed_QuotaAndGoneIsNotFound()
    {
        await using var mail = await ScannedAsync(1);
        var uid = mail.Index.Keys.Single();

        (await FaultAsync(mail, lease => mail.Get<ImapMessages>().FetchRawAsync(lease, Inbox, mail.Anchor.UidValidity, uid, Stream.Null, 10, default))).ShouldBe(MailFaultKind.Quota);
        (await FaultAsync(mail, lease => mail.Get<ImapMessages>().FetchRawAsync(lease, Inbox, mail.Anchor.UidValidity, 77_777, Stream.Null, 1_000_000, default))).ShouldBe(MailFaultKind.NotFound);
        (await FaultAsync(mail, lease => mail.Get<ImapMessages>().FetchRawAsync(lease, Inbox, mail.Anchor.UidValidity + 1, uid, Stream.Null, 1_000_000, default))).ShouldBe(MailFaultKind.NotFound);
    }

    [Fact]
    public async Task PreviewsAsync_KnownAndUnknown_OneLineEach()
    {
        await using var mail = await ScannedAsync(20);

        var previews = await mail.WithAsync(lease => mail.Get<ImapMessages>().PreviewsAsync(lease, Inbox, mail.Anchor.UidValidity, [.. mail.Index.Keys, 99_999], default));

        previews.Select(preview => preview.Uid).Order().ShouldBe(mail.Index.Keys.Order());
        previews.ShouldAllBe(preview => preview.Text.Length > 0 && preview.Text.Length <= 200 && !preview.Text.Contains('\n'));
    }

    [Fact]
    public async Task ListAsync_Dovecot_RolesBySpecialUseOrName()
    {
        await using var mail = await ScannedAsync(1);
        await fixture.Server.AppendAsync(mail.Servers.ImapUserName, "Проекты/Дача", SampleMail.Create(1, 5, mail.Servers.ImapUserName));

        var folders = await mail.WithAsync(lease => mail.Get<FolderLister>().ListAsync(lease, default));

        folders.Count(folder => folder.SpecialUse == SpecialUse.Inbox).ShouldBe(1);
        foreach (var role in new[] { SpecialUse.Drafts, SpecialUse.Sent, SpecialUse.Trash, SpecialUse.Junk })
            folders.Count(folder => folder.SpecialUse == role).ShouldBe(1, role.ToString());
        folders.ShouldContain(folder => folder.Path == "Проекты/Дача" && folder.Separator == '/' && folder.Selectable && folder.SpecialUse == SpecialUse.None);
    }

    private static async Task<MailFaultKind> FaultAsync(MailHarness mail, Func<ImapLease, Task> work)
    {
        await using var lease = await mail.Pool.RentAsync(ImapPurpose.Interactive, default);
        return (await Should.ThrowAsync<MailFaultException>(() => work(lease))).Fault.Kind;
    }

    private MailHarness Other(MailHarness mail) => new(fixture.Server, new TestKit.Servers.MailUser(mail.Servers.ImapUserName, mail.Credential.Secret));

    private async Task MarkDeletedAsync(MailHarness mail, uint uid)
    {
        using var other = await fixture.Server.ImapClientAsync(mail.Servers.ImapUserName);
        var inbox = other.Inbox.ShouldNotBeNull();
        await inbox.OpenAsync(FolderAccess.ReadWrite);
        await inbox.StoreAsync(new UniqueId(uid), new StoreFlagsRequest(StoreAction.Add, MessageFlags.Deleted));
    }

    private async Task<MailHarness> ScannedAsync(int count)
    {
        var user = await fixture.NewUserAsync();
        await fixture.Server.SeedAsync(user.Address, count);
        var mail = new MailHarness(fixture.Server, user);
        await mail.ScanAllAsync();
        return mail;
    }
}
