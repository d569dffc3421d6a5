using MailKit;
using Webmail.CrashHost;
using Webmail.IntegrationTests.Model;
using Webmail.Model;
using Webmail.TestKit;
using Webmail.TestKit.Servers;

namespace Webmail.IntegrationTests.Sending;

/// <summary>
/// Rounds of one message each: the connection breaks somewhere in SMTP or IMAP, or the product dies somewhere on the way. Afterwards every message that was
/// acknowledged was accepted once and lies in Sent once, or the product says that it does not know; none was accepted twice.
/// </summary>
internal sealed class KillMatrixRun : IAsyncDisposable
{
    private const string Address = "sender@test.local";
    private const int DeathEvery = 5;
    private static readonly TimeSpan Refreshing = TimeSpan.FromMilliseconds(300);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private static readonly string[] Points =
        [CrashPoint.BlobWritten, CrashPoint.BeforeCommit, CrashPoint.AfterCommit, CrashPoint.SendClaimed, CrashPoint.SendAccepted, CrashPoint.SendFiled];

    private readonly Random _random;
    private readonly MailServer _server;
    private readonly CutProxy _proxy;
    private readonly SmtpLedger _ledger;
    private readonly CrashTally _tally = new();
    private readonly HostProcess _host;
    private readonly MailUser _user;
    private readonly Dictionary<string, bool> _asked = new(StringComparer.Ordinal);
    private int _round;

    private KillMatrixRun(int seed, MailServer server, MailUser user, CutProxy proxy, SmtpLedger ledger)
    {
#pragma warning disable CA5394 // Repeatable, not secret.
        _random = new Random(seed);
#pragma warning restore CA5394
        (_server, _user, _proxy, _ledger) = (server, user, proxy, ledger);
        _host = new HostProcess(new HostSettings(ShortDirectory.Create("km"), server.CaPath, [new HostServer("test.local", proxy.Port, ledger.Port)]), _tally);
    }

    public IReadOnlyDictionary<string, int> Deaths => _tally.All.ToDictionary(point => point.Point, point => point.Deaths);

    public IReadOnlyDictionary<SmtpBreak, int> Broken => _ledger.Broken;

    public int Sent { get; private set; }

    public int Uncertain { get; private set; }

    public static async Task<KillMatrixRun> StartAsync(int seed)
    {
        var server = await MailServer.StartAsync();
        var user = await server.AddUserAsync(Address);
        var run = new KillMatrixRun(seed, server, user, CutProxy.Start(server.Ports.Imaps), SmtpLedger.Start(Path.GetDirectoryName(server.CaPath) ?? ""));
        await run.StartProductAsync();
        return run;
    }

    public async Task RoundAsync()
    {
        _round++;
        // Every place in turn, the order of it by the seed; a death costs a restart, so four of five rounds break a line only.
        if (_round % DeathEvery == 0)
            await _host.AskAsync(new HostRequest(HostVerb.Arm, Point: Points[(_round / DeathEvery) % Points.Length], Passes: Next(3)));
        if (_round % DeathEvery != 0 || Next(2) == 0)
            _ledger.BreakAt((SmtpBreak)(1 + ((_round + Next(2)) % ((int)SmtpBreak.NotNowAfterTheMessage))));
        if (Next(5) == 0)
            _proxy.CutAfter(Next(4000));

        var subject = FormattableString.Invariant($"round {_round}");
        var reply = await AskAsync(new HostRequest(HostVerb.Send, Address: "friend@example.test", Subject: subject));
        _asked[subject] = reply is { Count: 1 };
        await SettleAsync(subject);
        _proxy.Mend();
        _ledger.BreakAt(SmtpBreak.None);
        await AskAsync(new HostRequest(HostVerb.Arm));
    }

    /// <exception cref="InvalidOperationException">Something was lost or doubled; says what.</exception>
    public async Task CheckAsync()
    {
        var outbox = await OutboxAsync();
        foreach (var (subject, acknowledged) in _asked)
        {
            var items = outbox.Where(item => item.Subject == subject).ToList();
            if (items.Count > 1 || (items.Count == 0 && acknowledged))
                throw new InvalidOperationException($"\"{subject}\" is {items.Count} times in the outbox");
        }

        foreach (var (id, count) in _ledger.Accepted)
        {
            if (count > 1)
                throw new InvalidOperationException($"{id} was accepted {count} times");
            if (outbox.All(item => item.Header != id))
                throw new InvalidOperationException($"{id} left and nobody knows of it");
        }

        var filed = await FiledAsync();
        foreach (var item in outbox)
        {
            var copies = filed.Count(header => header == item.Header);
            var left = _ledger.CountOf(item.Header);
            if (item.State == OutboxState.Done && (left != 1 || copies != 1))
                throw new InvalidOperationException($"\"{item.Subject}\" is done: accepted {left} times, {copies} copies in Sent");
            if (item.State is not (OutboxState.Done or OutboxState.Uncertain))
                throw new InvalidOperationException($"\"{item.Subject}\" is still {item.State}");
            if (copies > 1)
                throw new InvalidOperationException($"\"{item.Subject}\" lies {copies} times in Sent");
        }

        (Sent, Uncertain) = (outbox.Count(item => item.State == OutboxState.Done), outbox.Count(item => item.State == OutboxState.Uncertain));
    }

    public async ValueTask DisposeAsync()
    {
        await _host.DisposeAsync();
        await _ledger.DisposeAsync();
        await _proxy.DisposeAsync();
        await _server.DisposeAsync();
    }

    /// <summary>Until the message of this round has come to rest; what was put off is asked for at once.</summary>
    private async Task SettleAsync(string subject)
    {
        var clock = System.Diagnostics.Stopwatch.StartNew();
        var refreshed = TimeSpan.Zero;
        while (true)
        {
            if (!_host.IsRunning)
                await StartProductAsync();
            var item = (await OutboxAsync()).FirstOrDefault(item => item.Subject == subject);
            if (item is null ? !_asked[subject] : item.State is OutboxState.Done or OutboxState.Uncertain)
                return;
            if (clock.Elapsed > Patience)
                throw new InvalidOperationException($"\"{subject}\" is {item?.State} after {Patience}:\n{_host.Log}");
            if (clock.Elapsed > TimeSpan.FromSeconds(2))
                _proxy.Mend();
            if (clock.Elapsed - refreshed > Refreshing)
            {
                refreshed = clock.Elapsed;
                await AskAsync(new HostRequest(HostVerb.Refresh));
            }

            await Task.Delay(20);
        }
    }

    private async Task<IReadOnlyList<QueuedMessage>> OutboxAsync()
    {
        while (true)
        {
            if (!_host.IsRunning)
                await StartProductAsync();
            if ((await _host.AskAsync(new HostRequest(HostVerb.Snapshot)))?.Snapshot is { } snapshot)
                return snapshot.Outbox;
        }
    }

    private async Task<HostReply?> AskAsync(HostRequest request)
    {
        if (!_host.IsRunning)
            await StartProductAsync();
        return await _host.AskAsync(request);
    }

    private async Task StartProductAsync()
    {
        // Signing in needs the server; the account is there after the first time.
        while (!_host.IsRunning)
        {
            await _host.StartAsync();
            _proxy.Mend();
            await _host.AskAsync(new HostRequest(HostVerb.SignIn, Address: _user.Address, Password: _user.Password));
        }
    }

    private async Task<IReadOnlyList<string>> FiledAsync()
    {
        using var client = await _server.ImapClientAsync(_user.Address);
        var sent = await client.GetFolderAsync("Sent");
        await sent.OpenAsync(FolderAccess.ReadOnly);
        return [.. (await sent.FetchAsync(0, -1, MessageSummaryItems.Envelope)).Select(message => message.Envelope?.MessageId ?? "")];
    }

#pragma warning disable CA5394 // Repeatable, not secret.
    private int Next(int bound) => _random.Next(bound);
#pragma warning restore CA5394
}
