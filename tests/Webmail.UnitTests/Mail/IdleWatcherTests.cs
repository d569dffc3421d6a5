using System.Threading.Channels;
using Microsoft.Extensions.Time.Testing;
using Webmail.Mail.Imap;
using Webmail.TestKit.Servers;

namespace Webmail.UnitTests.Mail;

public sealed class IdleWatcherTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    [Fact]
    public async Task RunAsync_SomethingChanges_Rings()
    {
        await using var watch = new Watch(async connection =>
        {
            await OpenAsync(connection);
            await connection.ExpectAsync("IDLE");
            await connection.SayAsync("+ idling", "* 2 EXISTS");
            await connection.WaitUntilGoneAsync();
        });

        (await watch.NextAsync()).ShouldBe("healthy");
        (await watch.NextAsync()).ShouldBe("ring");
        (await watch.NextAsync()).ShouldBe("ring");
    }

    [Fact]
    public async Task RunAsync_NineMinutesPass_IdleAnew()
    {
        var idled = Channel.CreateUnbounded<bool>();
        await using var watch = new Watch(async connection =>
        {
            await OpenAsync(connection);
            while (true)
            {
                var tag = await connection.ExpectAsync("IDLE");
                await connection.SayAsync("+ idling");
                await idled.Writer.WriteAsync(true);
                await connection.ExpectAsync("DONE");
                await connection.SayAsync($"{tag} OK done");
            }
        });

        for (var round = 0; round < 3; round++)
        {
            await idled.Reader.ReadAsync().AsTask().WaitAsync(Patience);
            watch.Time.Advance(TimeSpan.FromMinutes(9));
        }

        watch.Server.Accepted.ShouldBe(1);
    }

    [Fact]
    public async Task RunAsync_ServerFallsSilent_FaultAndConnectsAgain()
    {
        var idled = Channel.CreateUnbounded<bool>();
        await using var watch = new Watch(async connection =>
        {
            await OpenAsync(connection);
            await connection.ExpectAsync("IDLE");
            await connection.SayAsync("+ idling");
            await idled.Writer.WriteAsync(true);
            await connection.WaitUntilGoneAsync();
        });
        await idled.Reader.ReadAsync().AsTask().WaitAsync(Patience);
        (await watch.NextAsync()).ShouldBe("healthy");
        (await watch.NextAsync()).ShouldBe("ring");

        // DONE at 9:00 is not answered; the watchdog ends it at 9:30.
        watch.Time.Advance(TimeSpan.FromMinutes(9));
        watch.Time.Advance(TimeSpan.FromSeconds(31));
        (await watch.NextAsync()).ShouldBe("Network");

        await AdvanceUntilAsync(watch, idled.Reader.ReadAsync().AsTask());
        (await watch.NextAsync()).ShouldBe("healthy");
        (await watch.NextAsync()).ShouldBe("ring");
    }

    [Fact]
    public async Task RunAsync_NoIdle_RingsAtEachPoll()
    {
        await using var watch = new Watch(connection => connection.ImapSignInAsync());
        (await watch.NextAsync()).ShouldBe("healthy");

        var next = watch.NextAsync();
        await AdvanceUntilAsync(watch, next);
        (await next).ShouldBe("ring");
    }

    [Fact]
    public async Task RunAsync_NoIdleAndPollingOff_NeverRings()
    {
        await using var watch = new Watch(connection => connection.ImapSignInAsync(), poll: null);
        (await watch.NextAsync()).ShouldBe("healthy");

        watch.Time.Advance(TimeSpan.FromDays(1));
        (await Task.WhenAny(watch.NextAsync(), Task.Delay(TimeSpan.FromMilliseconds(300)))).ShouldNotBeOfType<Task<string>>();
    }

    [Fact]
    public async Task RunAsync_PasswordRefused_NotTriedAgainForMinutes()
    {
        await using var watch = new Watch(async connection =>
        {
            await connection.SayAsync("* OK ready");
            await connection.AnswerAsync("CAPABILITY", "OK done", "* CAPABILITY IMAP4rev1 AUTH=PLAIN SASL-IR");
            await connection.AnswerAsync("AUTHENTICATE PLAIN", "NO [AUTHENTICATIONFAILED] no");
        });
        (await watch.NextAsync()).ShouldBe("Authentication");

        watch.Time.Advance(TimeSpan.FromMinutes(10));
        await Task.Delay(TimeSpan.FromMilliseconds(300));
        watch.Server.Accepted.ShouldBe(1);
    }

    private static async Task OpenAsync(ScriptedConnection connection)
    {
        await connection.ImapSignInAsync("IMAP4rev1 IDLE");
        await connection.AnswerAsync("EXAMINE INBOX", "OK [READ-ONLY] done", "* FLAGS (\\Seen)", "* 1 EXISTS", "* OK [UIDVALIDITY 5] .", "* OK [UIDNEXT 8] .");
    }

    // A timer may be set only after we advanced: go on until it was.
    private static async Task AdvanceUntilAsync(Watch watch, Task done)
    {
        for (var attempt = 0; !done.IsCompleted && attempt < 100; attempt++)
        {
            watch.Time.Advance(TimeSpan.FromSeconds(20));
            await Task.WhenAny(done, Task.Delay(TimeSpan.FromMilliseconds(50)));
        }

        await done.WaitAsync(Patience);
    }

    private sealed class Watch : IAsyncDisposable
    {
        private readonly Channel<string> _events = Channel.CreateUnbounded<string>();
        private readonly CancellationTokenSource _stop = new();
        private readonly ScriptedMail _mail;
        private readonly ImapSessionPool _pool;
        private readonly Task _running;

        public Watch(Func<ScriptedConnection, Task> script)
            : this(script, TimeSpan.FromMinutes(1))
        {
        }

        public Watch(Func<ScriptedConnection, Task> script, TimeSpan? poll)
        {
            _mail = new ScriptedMail(script, change: options => options with { PollInterval = poll }, time: Time);
            _pool = _mail.Get<ImapSessionPoolFactory>().Create(_mail.Servers, _mail);
            _running = _mail.Get<IdleWatcher>().RunAsync(
                _pool,
                "INBOX",
                () => _events.Writer.TryWrite("ring"),
                fault => _events.Writer.TryWrite(fault?.Kind.ToString() ?? "healthy"),
                _stop.Token);
        }

        public FakeTimeProvider Time { get; } = new();

        public ScriptedServer Server => _mail.Server;

        public Task<string> NextAsync() => _events.Reader.ReadAsync(_stop.Token).AsTask().WaitAsync(Patience);

        public async ValueTask DisposeAsync()
        {
            await _stop.CancelAsync();
            await Should.ThrowAsync<OperationCanceledException>(() => _running);
            await _pool.DisposeAsync();
            await _mail.DisposeAsync();
            _stop.Dispose();
        }
    }
}
