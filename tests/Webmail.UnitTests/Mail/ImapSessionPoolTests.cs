using Microsoft.Extensions.Time.Testing;
using Webmail.Mail.Imap;
using Webmail.Model;
using Webmail.TestKit.Servers;

namespace Webmail.UnitTests.Mail;

public sealed class ImapSessionPoolTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    [Fact]
    public async Task RentAsync_TwoConnections_PersonAndBackgroundTakeTurns()
    {
        await using var mail = new ScriptedMail(ServeAsync);
        await using var pool = Pool(mail, 2);
        var first = await pool.RentAsync(ImapPurpose.Background, default);
        await using (await pool.RentAsync(ImapPurpose.Idle, default))
            mail.Server.Accepted.ShouldBe(2);

        var waiting = pool.RentAsync(ImapPurpose.Interactive, default);
        waiting.IsCompleted.ShouldBeFalse();
        first.Complete();
        await first.DisposeAsync();

        await using var second = await waiting.WaitAsync(Patience);
        second.Client.ShouldBeSameAs(first.Client);
        mail.Server.Accepted.ShouldBe(2);
    }

    [Fact]
    public async Task RentAsync_ThreeConnections_EachItsOwn()
    {
        await using var mail = new ScriptedMail(ServeAsync);
        await using var pool = Pool(mail, 3);

        await using var idle = await pool.RentAsync(ImapPurpose.Idle, default);
        await using var interactive = await pool.RentAsync(ImapPurpose.Interactive, default);
        await using var background = await pool.RentAsync(ImapPurpose.Background, default);

        mail.Server.Accepted.ShouldBe(3);
    }

    [Fact]
    public async Task RentAsync_CancelledWhileWaiting_TheNextStillGetsItsTurn()
    {
        await using var mail = new ScriptedMail(ServeAsync);
        await using var pool = Pool(mail, 2);
        var held = await pool.RentAsync(ImapPurpose.Background, default);
        using var stop = new CancellationTokenSource();
        var impatient = pool.RentAsync(ImapPurpose.Interactive, stop.Token);
        await stop.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => impatient);

        await held.DisposeAsync();

        await using var next = await pool.RentAsync(ImapPurpose.Interactive, default).WaitAsync(Patience);
    }

    [Fact]
    public async Task RentAsync_CannotConnect_TheNextStillGetsItsTurn()
    {
        var refuse = true;
        await using var mail = new ScriptedMail(connection => refuse ? connection.SayAsync("* BYE not now") : ServeAsync(connection));
        await using var pool = Pool(mail, 2);
        await Should.ThrowAsync<MailFaultException>(() => pool.RentAsync(ImapPurpose.Interactive, default));

        refuse = false;

        await using var next = await pool.RentAsync(ImapPurpose.Interactive, default).WaitAsync(Patience);
    }

    [Fact]
    public async Task DisposeAsync_UnusedForMinutes_LogsOut()
    {
        var time = new FakeTimeProvider();
        var loggedOut = new TaskCompletionSource();
        await using var mail = new ScriptedMail(
            async connection =>
            {
                await connection.ImapSignInAsync();
                await connection.AnswerAsync("LOGOUT", "OK bye", "* BYE bye");
                loggedOut.TrySetResult();
            },
            time: time);
        await using var pool = Pool(mail, 2);
        await using (var lease = await pool.RentAsync(ImapPurpose.Interactive, default))
            lease.Complete();

        time.Advance(TimeSpan.FromMinutes(3));

        await loggedOut.Task.WaitAsync(Patience);
    }

    [Fact]
    public async Task RentAsync_ServerHungUpMeanwhile_ConnectsAnew()
    {
        var time = new FakeTimeProvider();
        await using var mail = new ScriptedMail(
            async connection =>
            {
                await connection.ImapSignInAsync();
                await connection.ExpectAsync("NOOP");
            },
            time: time);
        await using var pool = Pool(mail, 2);
        await using (var lease = await pool.RentAsync(ImapPurpose.Interactive, default))
            lease.Complete();
        time.Advance(TimeSpan.FromMinutes(1));

        await using var second = await pool.RentAsync(ImapPurpose.Interactive, default);

        mail.Server.Accepted.ShouldBe(2);
    }

    private static ImapSessionPool Pool(ScriptedMail mail, int connections) =>
        mail.Get<ImapSessionPoolFactory>().Create(mail.Servers with { MaxConnections = connections }, mail);

    private static async Task ServeAsync(ScriptedConnection connection)
    {
        await connection.ImapSignInAsync();
        await connection.WaitUntilGoneAsync();
    }
}
