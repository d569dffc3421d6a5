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

    [Fact]
    public async Task RunAsync_ServerHasNotify_OneConnectionHearsEveryFolder()
    {
        await using var watch = new Watch(async connection =>
        {
            await OpenAsync(connection, "IMAP4rev1 IDLE NOTIFY NAMESPACE");
            await connection.AnswerAsync("LIST \"\" \"*\"", "OK done", "* LIST () \"/\" INBOX", "* LIST () \"/\" Project");
            await connection.AnswerAsync("NOTIFY SET (SELECTED (MessageNew MessageExpunge FlagChange)) (PERSONAL (MessageNew MessageExpunge FlagChange MailboxName))", "OK done");
            await connection.ExpectAsync("IDLE");
            await connection.SayAsync("+ idling", "* STATUS Project (MESSAGES 3 UIDNEXT 9)", "* LIST () \"/\" Made");
            await connection.WaitUntilGoneAsync();
        });
        watch.Watched.Set(["Project"]);

        (await watch.NextAsync()).ShouldBe("healthy");
        (await watch.NextAsync()).ShouldBe("ring all");
        (await watch.NextAsync()).ShouldBe("ring Project");
        (await watch.NextUnlikeAsync("ring Project")).ShouldBe("ring all");
        watch.Server.Accepted.ShouldBe(1);
    }

    [Fact]
    public async Task RunAsync_FolderLookedAt_WatchedOnThePersonsConnection()
    {
        await using var watch = new Watch(ServeAsync);
        (await watch.NextAsync()).ShouldBe("healthy");
        (await watch.NextAsync()).ShouldBe("ring");
        (await watch.NextAsync()).ShouldBe("ring");

        watch.Watched.Set(["Project"]);

        // Once because nobody knows what happened before, once for what the server tells.
        (await watch.NextAsync()).ShouldBe("ring Project");
        (await watch.NextAsync()).ShouldBe("ring Project");
        watch.Server.Accepted.ShouldBe(2);
    }

    [Fact]
    public async Task RunAsync_AnotherFolderLookedAt_IsWatchedInstead()
    {
        await using var watch = new Watch(ServeAsync);
        watch.Watched.Set(["Project"]);
        (await watch.NextUnlikeAsync("healthy", "ring")).ShouldBe("ring Project");

        watch.Watched.Set(["Other", "Project"]);

        await AdvanceUntilAsync(watch, watch.NextUnlikeAsync("healthy", "ring", "ring Project"), seconds: 1);
        watch.Server.Heard.ShouldContain(line => line.EndsWith("EXAMINE Other", StringComparison.Ordinal));
        watch.Server.Accepted.ShouldBe(2);
    }

    [Fact]
    public async Task RunAsync_PersonNeedsTheConnection_GetsItAtOnce()
    {
        await using var watch = new Watch(ServeAsync);
        watch.Watched.Set(["Project"]);
        (await watch.NextUnlikeAsync("healthy", "ring")).ShouldBe("ring Project");

        await using (var lease = await watch.Pool.RentAsync(ImapPurpose.Interactive, default).WaitAsync(Patience))
        {
            watch.Server.Heard.ShouldContain("DONE");
            lease.Complete();
        }

        // And it is watched on: the same connection, no second ring for what was known.
        var idles = watch.Server.Heard.Count(line => line.EndsWith("IDLE", StringComparison.Ordinal));
        await AdvanceUntilAsync(watch, Task.Run(async () =>
        {
            while (watch.Server.Heard.Count(line => line.EndsWith("IDLE", StringComparison.Ordinal)) == idles)
                await Task.Delay(20);
        }), seconds: 1);
        watch.Server.Accepted.ShouldBe(2);
    }

    // Any folder; each IDLE tells of a new message in it.
    private static async Task ServeAsync(ScriptedConnection connection)
    {
        await connection.ImapSignInAsync("IMAP4rev1 IDLE");
        while (true)
        {
            var line = await connection.HearAsync();
            var tag = line.Split(' ')[0];
            if (line.Contains(" EXAMINE ", StringComparison.Ordinal))
            {
                await connection.SayAsync("* FLAGS (\\Seen)", "* 1 EXISTS", "* OK [UIDVALIDITY 5] .", "* OK [UIDNEXT 8] .", $"{tag} OK [READ-ONLY] done");
            }
            else if (line.Contains(" LIST ", StringComparison.Ordinal))
            {
                await connection.SayAsync($"* LIST () \"/\" {line.Split(' ')[^1]}", $"{tag} OK done");
            }
            else if (line.EndsWith(" IDLE", StringComparison.Ordinal))
            {
                await connection.SayAsync("+ idling", "* 2 EXISTS");
                await connection.ExpectAsync("DONE");
                await connection.SayAsync($"{tag} OK done");
            }
            else
            {
                await connection.SayAsync($"{tag} OK done");
            }
        }
    }

    private static async Task OpenAsync(ScriptedConnection connection, string capabilities = "IMAP4rev1 IDLE")
    {
        await connection.ImapSignInAsync(capabilities);
        await connection.AnswerAsync("EXAMINE INBOX", "OK [READ-ONLY] done", "* FLAGS (\\Seen)", "* 1 EXISTS", "* OK [UIDVALIDITY 5] .", "* OK [UIDNEXT 8] .");
    }

    // A timer may be set only after we advanced: go on until it was.
    private static async Task AdvanceUntilAsync(Watch watch, Task done, int seconds = 20)
    {
        for (var attempt = 0; !done.IsCompleted && attempt < 100; attempt++)
        {
            watch.Time.Advance(TimeSpan.FromSeconds(seconds));
            await Task.WhenAny(done, Task.Delay(TimeSpan.FromMilliseconds(50)));
        }

        await done.WaitAsync(Patience);
    }

    private sealed class Watch : IAsyncDisposable
    {
        private readonly Channel<string> _events = Channel.CreateUnbounded<string>();
        private readonly CancellationTokenSource _stop = new();
        private readonly ScriptedMail _mail;
        private readonly Task _running;

        public Watch(Func<ScriptedConnection, Task> script)
            : this(script, TimeSpan.FromMinutes(1))
        {
        }

        public Watch(Func<ScriptedConnection, Task> script, TimeSpan? poll)
        {
            _mail = new ScriptedMail(script, change: options => options with { PollInterval = poll }, time: Time);
            Pool = _mail.Get<ImapSessionPoolFactory>().Create(_mail.Servers, _mail);
            _running = _mail.Get<IdleWatcher>().RunAsync(
                Pool,
                "INBOX",
                Watched,
                new PushBell(
                    path => _events.Writer.TryWrite(path == "INBOX" ? "ring" : $"ring {path}"),
                    () => _events.Writer.TryWrite("ring all"),
                    (_, fault) => _events.Writer.TryWrite(fault?.Kind.ToString() ?? "healthy")),
                _stop.Token);
        }

        public FakeTimeProvider Time { get; } = new();

        public ImapSessionPool Pool { get; }

        public WatchedFolders Watched { get; } = new();

        public ScriptedServer Server => _mail.Server;

        public async Task<string> NextUnlikeAsync(params IReadOnlyList<string> passed)
        {
            while (true)
            {
                if (await NextAsync() is var next && !passed.Contains(next))
                    return next;
            }
        }

        public Task<string> NextAsync() => _events.Reader.ReadAsync(_stop.Token).AsTask().WaitAsync(Patience);

        public async ValueTask DisposeAsync()
        {
            await _stop.CancelAsync();
            await Should.ThrowAsync<OperationCanceledException>(() => _running);
            await Pool.DisposeAsync();
            await _mail.DisposeAsync();
            _stop.Dispose();
        }
    }
}
