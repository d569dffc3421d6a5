using System.Collections.Concurrent;
using Webmail.Mail.Discovery;

namespace Webmail.Engine;

/// <summary>Finds the servers of addresses, remembers the answers for a while and bounds how much a network may have us ask.</summary>
public sealed class ServerFinder(ServerDiscovery discovery, ProviderPresets presets, TimeProvider time) : IDisposable
{
    private const int MaxAtOnce = 16;
    private const int MaxRemembered = 10_000;
    private const int MaxAsked = 60;
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan KeepFound = TimeSpan.FromHours(24);
    private static readonly TimeSpan KeepNothing = TimeSpan.FromMinutes(10);
    private readonly ConcurrentDictionary<string, (DiscoveryResult Result, long Since)> _known = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, (int Asked, long Since)> _networks = new(StringComparer.Ordinal);
    private readonly SemaphoreSlim _turns = new(MaxAtOnce);

    /// <param name="address">With its domain in A-label form.</param>
    /// <param name="networkPrefix">Whose network asks.</param>
    /// <returns>Null when that network asked too much lately.</returns>
    public async Task<DiscoveryResult?> FindAsync(string address, string networkPrefix, IProgress<DiscoveryStep>? progress, CancellationToken cancellationToken)
    {
        // Nobody is asked about a known provider.
        if (IsKnown(address))
            return await discovery.FindAsync(address, progress, cancellationToken);
        if (_known.TryGetValue(address, out var known) && time.GetElapsedTime(known.Since) < (known.Result.Found is null ? KeepNothing : KeepFound))
        {
            if (known.Result.Found is { } found)
                progress?.Report(new DiscoveryStep(found.Way, true, TimeSpan.Zero));
            return known.Result;
        }

        if (!MayAsk(networkPrefix))
            return null;
        await _turns.WaitAsync(cancellationToken);
        try
        {
            var result = await discovery.FindAsync(address, progress, cancellationToken);
            if (_known.Count >= MaxRemembered)
                _known.Clear();
            _known[address] = (result, time.GetTimestamp());
            return result;
        }
        finally
        {
            _turns.Release();
        }
    }

    /// <summary>Whether the address belongs to a known provider.</summary>
    public bool IsKnown(string address) => presets.Find(address) is not null;

    /// <summary>What was found may be wrong now: the known providers changed.</summary>
    public void Forget() => _known.Clear();

    public void Dispose() => _turns.Dispose();

    private bool MayAsk(string networkPrefix)
    {
        if (_networks.Count >= MaxRemembered)
            _networks.Clear();
        var now = time.GetTimestamp();
        var counted = _networks.AddOrUpdate(networkPrefix, _ => (1, now), (_, before) => time.GetElapsedTime(before.Since, now) < Window ? (before.Asked + 1, before.Since) : (1, now));
        return counted.Asked <= MaxAsked;
    }
}
