using MailKit;
using Webmail.Data;
using Webmail.Engine;
using Webmail.Model;
using Webmail.TestKit.Servers;

namespace Webmail.IntegrationTests.Engine;

/// <summary>Drafts on a real server: one copy each, whatever is done to them, and messages that may have left.</summary>
public sealed class DraftCopyTests(EngineFixture fixture)
{
    [Fact]
    public async Task Draft_SavedDiscardedAndRestored_HasOneCopyOrNone()
    {
        await using var host = await EngineHost.StartAsync(fixture.Server);
        var anna = await fixture.NewUserAsync();
        var signedIn = await host.SignInAsync(anna);
        await host.OnlineAsync(signedIn.User);
        var drafts = host.Get<Drafts>();
        var store = host.Get<DraftStore>();
        var draft = await store.CreateAsync(signedIn.User, signedIn.Account, DraftKind.New, null, "friend@example.test", "", "hidden@example.test", "Kept", "one", null, CancellationToken.None);

        await drafts.CloseAsync(signedIn.User, draft.Id, "window", CancellationToken.None);
        await EngineHost.EventuallyAsync("the copy is there", async () => (await CopiesAsync(anna)).Count == 1);
        (await drafts.SaveAsync(signedIn.User, draft.Id, new DraftContent(draft.Account, draft.To, "", "", "Kept twice", "two", draft.Version), CancellationToken.None)).ShouldBeOfType<DraftSaveResult.Saved>();
        await drafts.CloseAsync(signedIn.User, draft.Id, "window", CancellationToken.None);
        await EngineHost.EventuallyAsync("the new version stands alone", async () => await CopiesAsync(anna) is [{ Envelope.Subject: "Kept twice" }]);
        await EngineHost.EventuallyAsync("the list shows it once", async () =>
            (await host.Mailbox.PageAsync(signedIn.User, new MailView.Across(AcrossView.Drafts), 0, 10, CancellationToken.None)).Rows is [{ Subject: "Kept twice" }]);

        await drafts.DiscardAsync(signedIn.User, draft.Id, CancellationToken.None);
        await EngineHost.EventuallyAsync("the copy is gone", async () => (await CopiesAsync(anna)).Count == 0);
        await drafts.RestoreAsync(signedIn.User, draft.Id, CancellationToken.None);
        await drafts.CloseAsync(signedIn.User, draft.Id, "window", CancellationToken.None);
        await EngineHost.EventuallyAsync("it is back", async () => (await CopiesAsync(anna)).Count == 1);
    }

    [Theory]
    [InlineData(ContestChoice.Mine)]
    [InlineData(ContestChoice.Theirs)]
    [InlineData(ContestChoice.Both)]
    public async Task Draft_ChangedByAnotherProgram_IsAsDecided(ContestChoice choice)
    {
        await using var host = await EngineHost.StartAsync(fixture.Server);
        var anna = await fixture.NewUserAsync();
        var signedIn = await host.SignInAsync(anna);
        await host.OnlineAsync(signedIn.User);
        var drafts = host.Get<Drafts>();
        var draft = await host.Get<DraftStore>().CreateAsync(signedIn.User, signedIn.Account, DraftKind.New, null, "friend@example.test", "", "", "Shared", "one", null, CancellationToken.None);
        await drafts.CloseAsync(signedIn.User, draft.Id, "window", CancellationToken.None);
        await EngineHost.EventuallyAsync("the copy is there", async () => (await CopiesAsync(anna)).Count == 1);
        await EngineHost.EventuallyAsync("the copy is listed", async () =>
            (await host.Mailbox.PageAsync(signedIn.User, new MailView.Across(AcrossView.Drafts), 0, 10, CancellationToken.None)).Rows is [{ Subject: "Shared" }]);

        // As mail programs do: a new message of the same name takes the place of the old one.
        using (var client = await fixture.Server.ImapClientAsync(anna.Address))
        {
            var folder = await client.GetFolderAsync("Drafts");
            await folder.OpenAsync(FolderAccess.ReadWrite);
            var name = (await folder.FetchAsync(0, -1, MessageSummaryItems.Envelope)).Single().Envelope?.MessageId ?? "";
            await folder.AppendAsync(new AppendRequest(new MimeKit.MimeMessage { MessageId = name, Subject = "Theirs", Body = new MimeKit.TextPart("plain") { Text = "their text" } }, MessageFlags.Draft | MessageFlags.Seen));
            await folder.StoreAsync(0, new StoreFlagsRequest(StoreAction.Add, MessageFlags.Deleted));
            await folder.ExpungeAsync();
        }

        await drafts.SaveAsync(signedIn.User, draft.Id, new DraftContent(draft.Account, draft.To, "", "", "Ours", "our text", draft.Version), CancellationToken.None);
        await drafts.CloseAsync(signedIn.User, draft.Id, "window", CancellationToken.None);
        await EngineHost.EventuallyAsync("it is asked", async () => (await drafts.FindAsync(signedIn.User, draft.Id, CancellationToken.None))?.IsContested == true);
        (await CopiesAsync(anna)).ShouldHaveSingleItem().Envelope.ShouldNotBeNull().Subject.ShouldBe("Theirs");
        await host.Mailbox.RefreshAsync(signedIn.User, CancellationToken.None);
        await EngineHost.EventuallyAsync("their copy is known", async () => await host.Get<ServerDraftStore>().TheirsAsync(signedIn.User, draft.Id, CancellationToken.None) is not null);

        (await drafts.SettleAsync(signedIn.User, draft.Id, choice, CancellationToken.None)).ShouldNotBeNull();

        string[] expected = choice switch
        {
            ContestChoice.Mine => ["Ours"],
            ContestChoice.Theirs => ["Theirs"],
            _ => ["Ours", "Theirs"],
        };
        await EngineHost.EventuallyAsync("the server has what was decided", async () => (await CopiesAsync(anna)).Select(copy => copy.Envelope?.Subject).Order().SequenceEqual(expected));
        (await drafts.FindAsync(signedIn.User, draft.Id, CancellationToken.None)).ShouldNotBeNull().IsContested.ShouldBeFalse();
        if (choice == ContestChoice.Both)
            (await CopiesAsync(anna)).Select(copy => copy.Envelope?.MessageId).Distinct().Count().ShouldBe(2);
    }

    [Fact]
    public async Task Uncertain_ACopyIsInSent_IsDoneWithoutBeingSentAgain()
    {
        await using var host = await EngineHost.StartAsync(fixture.Server, options => options.UndoSeconds = 30);
        var anna = await fixture.NewUserAsync();
        var boris = await fixture.NewUserAsync();
        var signedIn = await host.SignInAsync(anna);
        await host.OnlineAsync(signedIn.User);
        var draft = await host.Get<DraftStore>().CreateAsync(signedIn.User, signedIn.Account, DraftKind.New, null, boris.Address, "", "", "Perhaps", "text", null, CancellationToken.None);
        var outbox = host.Get<Webmail.Engine.Outbox>();
        var queued = (await outbox.SendAsync(signedIn.User, draft.Id, CancellationToken.None)).ShouldBeOfType<SendResult.Queued>();
        var item = (await outbox.FindAsync(signedIn.User, queued.Item, CancellationToken.None)).ShouldNotBeNull();

        // As a provider does that takes a message and files it, and whose answer never arrives.
        using (var client = await fixture.Server.ImapClientAsync(anna.Address))
            await (await client.GetFolderAsync("Sent")).AppendAsync(new AppendRequest(new MimeKit.MimeMessage { MessageId = item.MessageIdHeader, Subject = "Perhaps", Body = new MimeKit.TextPart("plain") { Text = "text" } }, MessageFlags.Seen));
        var store = host.Get<OutboxStore>();
        var epoch = await EpochAsync(host, signedIn.Account);
        (await store.ClaimAsync(item.Id, signedIn.Account, epoch, CancellationToken.None)).ShouldBeTrue();
        await store.AdvanceAsync(item.Id, OutboxState.Submitting, OutboxState.Uncertain, "cut", CancellationToken.None);
        await host.Mailbox.RefreshAsync(signedIn.User, CancellationToken.None);

        await EngineHost.EventuallyAsync("it is done", async () => (await outbox.FindAsync(signedIn.User, item.Id, CancellationToken.None))?.State == OutboxState.Done);
        using var other = await fixture.Server.ImapClientAsync(boris.Address);
        await other.Inbox.ShouldNotBeNull().OpenAsync(FolderAccess.ReadOnly);
        other.Inbox.Count.ShouldBe(0);
    }

    private static async Task<long> EpochAsync(EngineHost host, AccountId account)
    {
        var ownership = host.Get<AccountOwnership>();
        for (var epoch = 1L; epoch < 100; epoch++)
        {
            if (await ownership.HoldsAsync(account, epoch, CancellationToken.None))
                return epoch;
        }

        throw new InvalidOperationException("No owner");
    }

    private async Task<IList<IMessageSummary>> CopiesAsync(MailUser user)
    {
        using var client = await fixture.Server.ImapClientAsync(user.Address);
        var folder = await client.GetFolderAsync("Drafts");
        await folder.OpenAsync(FolderAccess.ReadOnly);
        return await folder.FetchAsync(0, -1, MessageSummaryItems.Envelope);
    }
}
