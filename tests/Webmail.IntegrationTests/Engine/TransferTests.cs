using MailKit;
using Microsoft.EntityFrameworkCore;
using Webmail.Data;
using Webmail.Data.Entities;
using Webmail.Model;
using Webmail.TestKit.Servers;

namespace Webmail.IntegrationTests.Engine;

/// <summary>Moves between two accounts on two real servers, either of which can be away.</summary>
public sealed class TransferTests
{
    [Fact]
    public async Task Move_ToAnotherAccount_IsThereWithItsFlagsAndGoneHere_AndUndoBringsItBack()
    {
        await using var servers = await TwoServers.StartAsync();
        await using var host = await servers.HostAsync();
        var (person, messages) = await servers.SignInAsync(host, 2);
        var target = await servers.TargetAsync(host, person);
        await host.Commands.SetFlagsAsync(person, [messages[0]], MailFlags.Seen | MailFlags.Flagged, MailFlags.None, CancellationToken.None);

        var moved = await host.Commands.MoveAsync(person, [messages[0]], target, CancellationToken.None);

        moved.Count.ShouldBe(1);
        await SettledAsync(host, person);
        (await TwoServers.SubjectsAsync(servers.First, servers.From, "INBOX")).Count.ShouldBe(1);
        (await TwoServers.SubjectsAsync(servers.Second, servers.To, "Archive")).ShouldHaveSingleItem();
        (await TwoServers.FlagsAsync(servers.Second, servers.To, "Archive")).ShouldBe(MessageFlags.Seen | MessageFlags.Flagged, "the flags go along");
        await EngineHost.EventuallyAsync("the list shows it in the other account", async () =>
            (await host.Mailbox.PageAsync(person, new MailView.OfFolder(target), 0, 10, CancellationToken.None)).Rows is [{ IsStarred: true, Pending: null }]);

        (await host.Commands.UndoAsync(person, moved.Undo, CancellationToken.None)).ShouldBeTrue();
        await SettledAsync(host, person);
        (await TwoServers.SubjectsAsync(servers.First, servers.From, "INBOX")).Count.ShouldBe(2);
        (await TwoServers.SubjectsAsync(servers.Second, servers.To, "Archive")).ShouldBeEmpty();
    }

    [Fact]
    public async Task Move_TargetDownAndProcessRestarted_HappensOnceWhenItIsBack()
    {
        await using var servers = await TwoServers.StartAsync();
        var first = await servers.HostAsync();
        var (person, messages) = await servers.SignInAsync(first, 3);
        var target = await servers.TargetAsync(first, person);
        await servers.Second.StopDovecotAsync();

        await first.Commands.MoveAsync(person, messages, target, CancellationToken.None);

        (await first.Mailbox.PageAsync(person, new MailView.OfFolder(target), 0, 10, CancellationToken.None)).Total.ShouldBe(3);
        await first.DisposeAsync();
        (await TwoServers.SubjectsAsync(servers.First, servers.From, "INBOX")).Count.ShouldBe(3, "nothing goes before the other has it");
        await servers.Second.StartDovecotAsync();
        await using var second = await servers.HostAsync(first.DataDirectory);
        await SettledAsync(second, person);
        (await TwoServers.SubjectsAsync(servers.First, servers.From, "INBOX")).ShouldBeEmpty();
        (await TwoServers.SubjectsAsync(servers.Second, servers.To, "Archive")).Order().ShouldBe(["Message 0", "Message 1", "Message 2"]);
    }

    [Fact]
    public async Task Move_KilledAfterTheAppend_DoesNotAppendAgain()
    {
        await using var servers = await TwoServers.StartAsync();
        var first = await servers.HostAsync();
        var (person, messages) = await servers.SignInAsync(first, 1);
        var target = await servers.TargetAsync(first, person);
        await servers.Second.StopDovecotAsync();
        await first.Commands.MoveAsync(person, messages, target, CancellationToken.None);
        await EngineHost.EventuallyAsync("the bytes are here", async () => (await OperationAsync(first)).Step == TransferStep.Append);

        // As if the process had died between the server's answer to APPEND and our note of it: the place was noted before, the server has the message.
        await using (var db = Open(first))
        {
            await db.Operations.Where(o => o.Kind == OperationKind.Transfer).ExecuteUpdateAsync(set => set.SetProperty(o => o.TargetMark, 1u));
        }

        await first.DisposeAsync();
        await servers.Second.StartDovecotAsync();
        await servers.CopyByHandAsync();
        await using var second = await servers.HostAsync(first.DataDirectory);

        await SettledAsync(second, person);
        (await TwoServers.SubjectsAsync(servers.Second, servers.To, "Archive")).ShouldHaveSingleItem();
        (await TwoServers.SubjectsAsync(servers.First, servers.From, "INBOX")).ShouldBeEmpty();
    }

    [Fact]
    public async Task Move_TargetFull_IsBackWithTheServersWords()
    {
        await using var servers = await TwoServers.StartAsync(new MailServerOptions { QuotaBytes = 1 });
        await using var host = await servers.HostAsync();
        var (person, messages) = await servers.SignInAsync(host, 1);
        var target = await servers.TargetAsync(host, person);

        await host.Commands.MoveAsync(person, messages, target, CancellationToken.None);

        await EngineHost.EventuallyAsync("the refusal is in the queue", async () => (await host.Mailbox.QueueAsync(person, CancellationToken.None)) is [{ IsRefused: true }]);
        var row = (await host.Mailbox.RowAsync(person, messages[0], CancellationToken.None)).ShouldNotBeNull();
        row.Failure.ShouldNotBeNull().ShouldContain("uota");
        row.AccountId.ShouldBe((await servers.SourceAsync(host, person)).AccountId);
        (await TwoServers.SubjectsAsync(servers.First, servers.From, "INBOX")).ShouldHaveSingleItem();
    }

    private static async Task<Operation> OperationAsync(EngineHost host)
    {
        await using var db = Open(host);
        return await db.Operations.AsNoTracking().SingleAsync(o => o.Kind == OperationKind.Transfer);
    }

    private static WebmailDbContext Open(EngineHost host) => host.Get<IDbContextFactory<WebmailDbContext>>().CreateDbContext();

    private static Task SettledAsync(EngineHost host, UserId person) => EngineHost.EventuallyAsync(
        "nothing waits for the servers", async () => (await host.Mailbox.QueueCountAsync(person, CancellationToken.None)).Waiting == 0);
}
