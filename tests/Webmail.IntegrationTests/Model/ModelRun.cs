using Webmail.CrashHost;
using Webmail.Model;
using Webmail.TestKit;
using Webmail.TestKit.Servers;

namespace Webmail.IntegrationTests.Model;

/// <summary>
/// Rounds of random actions by the product and by another client on one mailbox, with lines cut and the product killed; after each round the server holds
/// exactly what the model says, and the index exactly what the server holds.
/// </summary>
internal sealed class ModelRun : IAsyncDisposable
{
    private const string Address = "model@test.local";
    private const string Friend = "friend@test.local";
    private static readonly string[] Folders = ["INBOX", "Archive", "Sent", "Trash", "Junk"];
    private static readonly MailFlags[] OurFlags = [MailFlags.Seen, MailFlags.Flagged];
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private readonly Random _random;
    private readonly ServerProfile _profile;
    private readonly MailServer _server;
    private readonly MailUser _user;
    private readonly CutProxy _proxy;
    private readonly HostProcess _host;
    private readonly OtherClient _other;
    private readonly OtherClient _friend;
    private readonly SentMail _sent = new();
    private readonly string _dataDirectory;
    private readonly ModelMailbox _model = new();
    private readonly Dictionary<long, string> _headers = [];
    private readonly List<string> _story = [];
    private readonly Dictionary<string, int> _reached = new(StringComparer.Ordinal);
    private readonly Queue<string> _points;
    private IReadOnlyList<IndexMessage> _index = [];
    private int _born;

    private ModelRun(int seed, ServerProfile profile, MailServer server, MailUser user, CutProxy proxy, OtherClient other, OtherClient friend)
    {
#pragma warning disable CA5394 // Repeatable, not secret.
        _random = new Random(seed);
#pragma warning restore CA5394
        (_profile, _server, _user, _proxy, _other, _friend) = (profile, server, user, proxy, other, friend);
        _dataDirectory = ShortDirectory.Create("md");
        _host = new HostProcess(new HostSettings(_dataDirectory, server.CaPath, proxy.Port, server.Ports.Submission, ["test.local"]));
        _points = new Queue<string>(profile.Points);
    }

    /// <summary>How often the product died at each point of the profile.</summary>
    public IReadOnlyDictionary<string, int> Deaths => _profile.Points.ToDictionary(point => point, point => _host.Deaths.GetValueOrDefault(point));

    /// <summary>How often each point was passed, as far as the product lived to tell.</summary>
    public IReadOnlyDictionary<string, int> Reached => _reached;

    public int Kills { get; private set; }

    public int Cuts { get; private set; }

    public int Steps { get; private set; }

    /// <summary>Messages that arrived, and of those sent how many the product does not know about.</summary>
    public (int Arrived, int Uncertain) Sent => (_sent.Arrived, _sent.Uncertain);

    public static async Task<ModelRun> StartAsync(int seed, ServerProfile profile)
    {
        var server = await MailServer.StartAsync(new MailServerOptions
        {
            ExtraDovecot = profile.Capabilities.Length > 0 ? $"imap_capability = {profile.Capabilities}" : "",
        });
        var user = await server.AddUserAsync(Address);
        await server.AddUserAsync(Friend);
        var run = new ModelRun(
            seed, profile, server, user, CutProxy.Start(server.Ports.Imaps), await OtherClient.SignInAsync(server, Address, Folders), await OtherClient.SignInAsync(server, Friend, ["INBOX"]));
        for (var i = 0; i < 12; i++)
            await run.ArriveAsync();
        await run.StartProductAsync();
        await run.SettleAsync();
        return run;
    }

    /// <exception cref="ModelBrokenException">Something was lost, doubled or not noticed; the message tells the round's story.</exception>
    public async Task RoundAsync()
    {
        _story.Clear();
        var round = new RoundRules();
        if (Chance(0.6) && _points.TryDequeue(out var point))
        {
            _points.Enqueue(point);
            Tell($"the product will die at \"{point}\"");
            await _host.AskAsync(new HostRequest(HostVerb.Arm, Point: point, Passes: Next(3)));
        }

        if (Chance(0.25))
        {
            Cuts++;
            var bytes = Next(6000);
            Tell($"the lines break after {bytes} bytes");
            _proxy.CutAfter(bytes);
        }

        var steps = 3 + Next(7);
        for (var i = 0; i < steps; i++)
        {
            Steps++;
            if (!_host.IsRunning)
                await StartProductAsync();
            if (Chance(0.5))
                await WeActAsync(round);
            else
                await TheyActAsync(round);
            if (Chance(0.05))
            {
                Cuts++;
                Tell("all lines break");
                _proxy.Cut();
            }

            if (Chance(0.04))
            {
                Kills++;
                Tell("the product is killed");
                await _host.KillAsync();
            }
        }

        await SettleAsync();
        CheckIds(round);
    }

    public async ValueTask DisposeAsync()
    {
        await _host.DisposeAsync();
        _other.Dispose();
        _friend.Dispose();
        await _proxy.DisposeAsync();
        await _server.DisposeAsync();
        Directory.Delete(_dataDirectory, recursive: true);
    }

    private async Task StartProductAsync()
    {
        for (var attempt = 1; ; attempt++)
        {
            if (!_host.IsRunning)
                await _host.StartAsync();
            try
            {
                if (await _host.AskAsync(new HostRequest(HostVerb.SignIn, _user.Address, _user.Password)) is not null)
                    return;
            }
            catch (TimeoutException) when (attempt < 3)
            {
                await _host.KillAsync();
            }

            if (attempt == 5)
                throw new ModelBrokenException($"The product cannot be signed in to:\n{_host.Log}");
        }
    }

    private async Task WeActAsync(RoundRules round)
    {
        if (Chance(0.12))
        {
            var subject = _sent.NextSubject();
            Tell($"we send \"{subject}\"");
            _sent.Asked(subject, await _host.AskAsync(new HostRequest(HostVerb.Send, Friend, Subject: subject)) is not null);
            return;
        }

        if (round.LastOwn is { } last && Chance(0.2))
        {
            round.LastOwn = null;
            Tell($"we undo {last.Header}");
            await AskAsync(new HostRequest(HostVerb.Undo, Undo: last.Undo), last.Message, last.Before, reply => reply.Count > 0);
            return;
        }

        if (Pick(_index.Where(row => Find(row.Header) is { } known && round.IsFree(known))) is not { } row || Find(row.Header) is not { } message)
            return;
        var before = Place.Of(message);
        var (request, after) = Plan(row.Id, before);
        Tell($"we turn {message.Header} from {before} into {after}");
        if (request.Verb == HostVerb.Flags)
            round.Flagged.Add(message.Header);
        else
            round.Moved.Add(message.Header);
        var reply = await AskAsync(request, message, after, reply => reply.Count > 0);
        round.LastOwn = reply is { Count: > 0 } && after.Folder is not null ? new OwnAction(message, before, reply.Undo) : null;
    }

    private (HostRequest Request, Place After) Plan(long id, Place before)
    {
        switch (Next(10))
        {
            case < 5:
                var flag = OurFlags[Next(OurFlags.Length)];
                return before.Flags.HasFlag(flag)
                    ? (new HostRequest(HostVerb.Flags, Messages: [id], Remove: flag), before with { Flags = before.Flags & ~flag })
                    : (new HostRequest(HostVerb.Flags, Messages: [id], Add: flag), before with { Flags = before.Flags | flag });
            case < 8:
                var target = Folders.Where(folder => folder != before.Folder).ElementAt(Next(Folders.Length - 1));
                return (new HostRequest(HostVerb.Move, Messages: [id], Folder: target), before with { Folder = target });
            default:
                return (new HostRequest(HostVerb.Delete, Messages: [id]), before with { Folder = before.Folder == "Trash" ? null : "Trash" });
        }
    }

    /// <summary>Asks the product and moves the model on. When it dies over the question, what it durably holds afterwards is its answer, and must be one of the two.</summary>
    private async Task<HostReply?> AskAsync(HostRequest request, ModelMessage message, Place after, Func<HostReply, bool> happened)
    {
        if (await _host.AskAsync(request) is { } reply)
        {
            if (happened(reply))
                after.Apply(message);
            return reply;
        }

        Tell("it died before it answered");
        await StartProductAsync();
        var snapshot = await SnapshotAsync();
        // For a moment a message may have two rows: the one that moves, and the one a scan took for new.
        var rows = snapshot.Messages.Where(row => row.Header == message.Header && row.IsShown).Select(row => new Place(row.Folder, row.Flags)).ToList();
        var done = rows.Count == 0 ? after.Folder is null : rows.Exists(after.IsLike);
        if (done)
            after.Apply(message);
        else if (!rows.Exists(Place.Of(message).IsLike))
            throw Broken($"{message.Header} is neither {Place.Of(message)} nor {after} after the restart, but [{string.Join(", ", rows)}]");
        Tell($"it had {(done ? "" : "not ")}done it");
        return null;
    }

    private async Task TheyActAsync(RoundRules round)
    {
        if (Chance(0.3))
        {
            await ArriveAsync();
            return;
        }

        if (Pick(_model.Present.Where(message => _headers.ContainsValue(message.Header) && !round.Moved.Contains(message.Header) && !round.Theirs.Contains(message.Header))) is not { Folder: { } folder } message)
            return;
        var flaggedByUs = round.Flagged.Contains(message.Header);
        round.Theirs.Add(message.Header);
        switch (Next(4))
        {
            case 0 when !flaggedByUs:
                var target = Folders.Where(other => other != folder).ElementAt(Next(Folders.Length - 1));
                Tell($"they move {message.Header} to {target}");
                await _other.MoveAsync(folder, message.Header, target);
                message.Folder = target;
                break;
            case 1 when _profile.TheyDelete:
                Tell($"they expunge {message.Header}");
                await _other.ExpungeAsync(folder, message.Header);
                message.Folder = null;
                break;
            default:
                var flag = _profile.TheirFlags[Next(_profile.TheirFlags.Count)];
                var on = !message.Flags.HasFlag(flag);
                Tell($"they {(on ? "set" : "clear")} {flag} on {message.Header}");
                await _other.StoreAsync(folder, message.Header, flag, on);
                message.Flags = on ? message.Flags | flag : message.Flags & ~flag;
                break;
        }
    }

    private async Task ArriveAsync()
    {
        var header = FormattableString.Invariant($"m{++_born}@model.test");
        var folder = Chance(0.6) ? "INBOX" : Folders[Next(Folders.Length)];
        var flags = Chance(0.3) ? MailFlags.Seen : MailFlags.None;
        Tell($"{header} arrives in {folder}");
        await _other.AppendAsync(folder, header, flags);
        _model.Add(header, folder, flags);
    }

    /// <summary>Waits until nothing is left to do, then compares all three.</summary>
    private async Task SettleAsync()
    {
        _proxy.Mend();
        using var patience = new CancellationTokenSource(Patience);
        for (var look = 0; ; look++)
        {
            if (!_host.IsRunning)
                await StartProductAsync();
            // Disarmed only now: the end of a round is when most of the replay happens.
            if (look == 8)
                await _host.AskAsync(new HostRequest(HostVerb.Arm));
            if (look % 4 == 0)
                await _host.AskAsync(new HostRequest(HostVerb.Refresh));
            if (await _host.AskAsync(new HostRequest(HostVerb.Snapshot)) is { Snapshot: { } snapshot, Reached: { } reached })
            {
                var server = await _other.ReadAsync();
                var arrived = await _friend.ReadAsync();
                var difference = _sent.Follow(snapshot.Outbox, [.. arrived.Select(message => message.Header)], _model) ?? Difference(snapshot, server);
                if (difference is null)
                {
                    foreach (var (point, count) in reached)
                        _reached[point] = _reached.GetValueOrDefault(point) + count;
                    _index = [.. snapshot.Messages];
                    await _host.AskAsync(new HostRequest(HostVerb.Arm));
                    return;
                }

                if (patience.IsCancellationRequested)
                    throw Broken($"{difference}\nwaiting: {string.Join("; ", snapshot.Waiting)}");
            }

            await Task.Delay(50, CancellationToken.None);
        }
    }

    private string? Difference(IndexSnapshot snapshot, IReadOnlyList<(string Folder, string Header, uint Uid, MailFlags Flags)> server)
    {
        if (!snapshot.IsQuiet)
            return "operations wait";
        var expected = _model.Lines();
        var there = server.Select(message => ModelMailbox.Line(message.Folder, message.Header, message.Flags)).Order(StringComparer.Ordinal).ToList();
        if (!expected.SequenceEqual(there))
            return $"the server differs from the model: only in the model [{string.Join("; ", Minus(expected, there))}], only on the server [{string.Join("; ", Minus(there, expected))}]";
        var held = snapshot.Messages.Select(row => $"{row.Folder} {row.Header} {row.Uid} {row.Flags}").Order(StringComparer.Ordinal).ToList();
        var holds = server.Select(message => $"{message.Folder} {message.Header} {message.Uid} {message.Flags}").Order(StringComparer.Ordinal).ToList();
        if (!held.SequenceEqual(holds))
            return $"the index differs from the server: only in the index [{string.Join("; ", Minus(held, holds))}], only on the server [{string.Join("; ", Minus(holds, held))}]";
        foreach (var folder in snapshot.Folders)
        {
            var rows = snapshot.Messages.Where(row => row.Folder == folder.Path && row.IsShown).ToList();
            if (folder.Total != rows.Count || folder.Unread != rows.Count(row => !row.Flags.HasFlag(MailFlags.Seen)))
                return $"{folder.Path} counts {folder.Total} messages, {folder.Unread} unread, and has {rows.Count}, {rows.Count(row => !row.Flags.HasFlag(MailFlags.Seen))}";
        }

        return null;
    }

    /// <summary>Our ids: never given twice, and kept by every message that only we touched.</summary>
    private void CheckIds(RoundRules round)
    {
        var before = _headers.ToLookup(pair => pair.Value, pair => pair.Key);
        foreach (var row in _index)
        {
            if (_headers.TryGetValue(row.Id, out var header) && header != row.Header)
                throw Broken($"Id {row.Id} was {header} and is {row.Header}");
            if (!round.Theirs.Contains(row.Header) && before[row.Header].Any() && !before[row.Header].Contains(row.Id))
                throw Broken($"{row.Header} was {string.Join(", ", before[row.Header])} and is {row.Id}");
        }

        foreach (var row in _index)
            _headers[row.Id] = row.Header;
    }

    private async Task<IndexSnapshot> SnapshotAsync()
    {
        while (true)
        {
            if (await _host.AskAsync(new HostRequest(HostVerb.Snapshot)) is { Snapshot: { } snapshot })
                return snapshot;
            await StartProductAsync();
        }
    }

    private static List<string> Minus(IReadOnlyList<string> left, IReadOnlyList<string> right)
    {
        var rest = right.ToList();
        return [.. left.Where(line => !rest.Remove(line)).Take(6)];
    }

    private ModelMessage? Find(string header) => _model.Present.FirstOrDefault(message => message.Header == header);

    private T? Pick<T>(IEnumerable<T> from)
        where T : class => from.ToList() is { Count: > 0 } list ? list[Next(list.Count)] : null;

#pragma warning disable CA5394 // Repeatable, not secret.
    private int Next(int below) => _random.Next(below);

    private bool Chance(double probability) => _random.NextDouble() < probability;
#pragma warning restore CA5394

    private void Tell(string what) => _story.Add(what);

    private ModelBrokenException Broken(string what) => new($"{what}\nThe round:\n  {string.Join("\n  ", _story)}\nThe product's log:\n{_host.Log}");
}
