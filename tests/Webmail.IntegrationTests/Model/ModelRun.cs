using System.Diagnostics;
using Webmail.CrashHost;
using Webmail.Model;
using Webmail.TestKit;

namespace Webmail.IntegrationTests.Model;

/// <summary>
/// Rounds of random actions by the product and by another client on two mailboxes of one person, with lines cut and the product killed; after each round the
/// servers hold exactly what the model says, and the index exactly what the servers hold.
/// </summary>
internal sealed class ModelRun : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan RefreshWhenQuiet = TimeSpan.FromMilliseconds(400);
    private static readonly TimeSpan RefreshEvery = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(120);
    private readonly ModelWorld _world;
    private readonly CrashTally _tally;
    private readonly ModelProduct _product;
    private readonly OtherClient _friend;
    private readonly OurActions _we;
    private readonly TheirActions _they;
    private readonly string _dataDirectory = ShortDirectory.Create("md");

    private ModelRun(ModelWorld world, ModelServers servers, OtherClient friend, CrashTally tally)
    {
        (_world, _friend, _tally) = (world, friend, tally);
        _product = new ModelProduct(new HostSettings(_dataDirectory, servers.Authorities, [.. world.Accounts.Select(account => account.Server)]), world.Accounts, tally);
        _we = new OurActions(world, _product, friend.User.Address);
        _they = new TheirActions(world);
    }

    public int Rounds { get; private set; }

    public int Steps { get; private set; }

    public int Cuts { get; private set; }

    public int Kills { get; private set; }

    public int Transfers { get; private set; }

    /// <summary>Time spent on making the product run again, and on waiting for the end of rounds.</summary>
    public (TimeSpan Starting, TimeSpan Settling) Times { get; private set; }

    /// <summary>Messages that arrived, and of those sent how many the product does not know about.</summary>
    public (int Arrived, int Uncertain) Sent => (_world.Mail.Arrived, _world.Mail.Uncertain);

    public static async Task<ModelRun> OpenAsync(int seed, ServerProfile profile, ModelServers servers, CrashTally tally)
    {
        var world = new ModelWorld(seed, profile, [await servers.FirstAsync(profile), await servers.SecondAsync(profile)]);
        return new ModelRun(world, servers, await servers.FriendAsync(profile), tally);
    }

    /// <summary>Mail in both mailboxes, and the product signed in to them.</summary>
    public async Task StartAsync()
    {
        for (var i = 0; i < 14; i++)
            await _they.ArriveAsync();
        await StartProductAsync();
        await _product.AddSecondAsync();
        await SettleAsync();
        CheckIds();
    }

    /// <param name="point">Where the product dies in this round; null leaves it to chance.</param>
    /// <exception cref="ModelBrokenException">Something was lost, doubled or not noticed; the message tells the round's story.</exception>
    public async Task RoundAsync(string? point = null)
    {
        _world.BeginRound();
        Rounds++;
        if (point is null && _world.Chance(0.6))
            point = _tally.Next(_world.Profile.Points);
        if (point is not null)
        {
            _world.Tell($"the product will die at \"{point}\"");
            await _product.AskAsync(new HostRequest(HostVerb.Arm, Point: point, Passes: OurActions.IsRare(point) ? 0 : _world.Next(3)));
        }

        if (_world.Chance(0.2))
        {
            Cuts++;
            var bytes = _world.Next(6000);
            var account = _world.Accounts[_world.Next(2)];
            _world.Tell($"the lines to {account.User.Address} break after {bytes} bytes");
            account.Line.CutAfter(bytes);
        }

        var steps = 4 + _world.Next(8);
        var provoking = point is null ? -1 : _world.Next(steps);
        for (var i = 0; i < steps; i++)
            await StepAsync(i == provoking ? point : null);
        await SettleAsync();
        CheckIds();
        Transfers += _world.Round.Transferred.Count;
    }

    /// <param name="point">Is passed in this step; null leaves it to chance.</param>
    private async Task StepAsync(string? point)
    {
        Steps++;
        if (!_product.IsRunning)
            await StartProductAsync();
        if (point is not null)
            await _we.ProvokeAsync(point);
        else if (_world.Chance(0.55))
            await _we.ActAsync();
        else
            await _they.ActAsync();
        if (_world.Chance(0.04))
        {
            Cuts++;
            _world.Tell("all lines break");
            foreach (var account in _world.Accounts)
                account.Line.Cut();
        }

        if (_world.Chance(0.02))
        {
            Kills++;
            _world.Tell("the product is killed");
            await _product.KillAsync();
        }
    }

    private async Task StartProductAsync()
    {
        var started = Stopwatch.GetTimestamp();
        await _product.StartAsync();
        Times = (Times.Starting + Stopwatch.GetElapsedTime(started), Times.Settling);
    }

    /// <summary>Waits until nothing is left to do, then compares all three.</summary>
    private async Task SettleAsync()
    {
        foreach (var account in _world.Accounts)
            account.Line.Mend();
        var started = Stopwatch.GetTimestamp();
        var starting = Times.Starting;
        string? difference = null;
        long? refreshed = null;
        var isQuiet = false;
        while (true)
        {
            if (!_product.IsRunning)
                await StartProductAsync();
            // Armed to the end: that is when most of the replay happens.
            if (refreshed is not { } last || Stopwatch.GetElapsedTime(last) > (isQuiet ? RefreshWhenQuiet : RefreshEvery))
            {
                await _product.AskAsync(new HostRequest(HostVerb.Refresh));
                refreshed = Stopwatch.GetTimestamp();
            }

            if (await _product.AskAsync(new HostRequest(HostVerb.Snapshot)) is { Snapshot: { } snapshot, Reached: { } reached })
            {
                difference = await DifferenceAsync(snapshot);
                if (difference is null)
                {
                    await EndAsync(snapshot, reached);
                    Times = (Times.Starting, Times.Settling + Stopwatch.GetElapsedTime(started) - (Times.Starting - starting));
                    return;
                }

                // It has done everything it knows of: now it has to look again.
                isQuiet = snapshot.IsQuiet;
                difference += $"\nwaiting: {string.Join("; ", snapshot.Waiting)}";
            }

            if (Stopwatch.GetElapsedTime(started) > Patience)
                throw _world.Broken(difference ?? "The product does not stay up", _product.Log);
            await Task.Delay(Pause, CancellationToken.None);
        }
    }

    /// <summary>The servers are asked only when the product has nothing left to do.</summary>
    private async Task<string?> DifferenceAsync(IndexSnapshot snapshot)
    {
        if (!snapshot.IsQuiet)
            return "operations wait";
        if (snapshot.Outbox.FirstOrDefault(item => item.State is not OutboxState.Done and not OutboxState.Uncertain) is { } unfinished)
            return $"\"{unfinished.Subject}\" is {unfinished.State}";
        var arrived = _friend.ReadAsync();
        var servers = await Task.WhenAll(_world.Accounts.Select(account => account.Other.ReadAsync()));
        return _world.Mail.Follow(snapshot.Outbox, [.. (await arrived).Select(letter => letter.Header)], _world.Model)
            ?? Comparison.Difference(_world.Model, [.. servers.SelectMany(letters => letters)], snapshot);
    }

    private async Task EndAsync(IndexSnapshot snapshot, IReadOnlyDictionary<string, int> reached)
    {
        _tally.Passed(reached);
        _world.Index = snapshot.Messages;
        await _product.AskAsync(new HostRequest(HostVerb.Arm));
    }

    /// <summary>Our ids: never given twice, and kept by every message that only we touched.</summary>
    private void CheckIds()
    {
        var before = _world.Headers.ToLookup(pair => pair.Value, pair => pair.Key);
        foreach (var row in _world.Index)
        {
            if (_world.Headers.TryGetValue(row.Id, out var header) && header != row.Header)
                throw _world.Broken($"Id {row.Id} was {header} and is {row.Header}", _product.Log);
            var keeps = !_world.Round.Theirs.Contains(row.Header) && !_world.Round.Transferred.Contains(row.Header);
            if (keeps && before[row.Header].Any() && !before[row.Header].Contains(row.Id))
                throw _world.Broken($"{row.Header} was {string.Join(", ", before[row.Header])} and is {row.Id}", _product.Log);
        }

        foreach (var row in _world.Index)
            _world.Headers[row.Id] = row.Header;
    }

    public async ValueTask DisposeAsync()
    {
        await _product.DisposeAsync();
        _friend.Dispose();
        foreach (var account in _world.Accounts)
            await account.DisposeAsync();
        Directory.Delete(_dataDirectory, recursive: true);
    }
}
