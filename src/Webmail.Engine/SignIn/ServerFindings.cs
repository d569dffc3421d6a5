using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Webmail.Mail.Discovery;

namespace Webmail.Engine;

/// <summary>Tells step by step how the servers of an address are found.</summary>
public sealed class ServerFindings(ServerFinder finder)
{
    /// <summary>The ways as they are tried and answer; the last one says what was found, if anything.</summary>
    public async IAsyncEnumerable<FindingStep> WatchAsync(string address, string networkPrefix, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (MailboxSignIn.Normalize(address) is not { } normalized)
        {
            yield return FindingStep.Nothing;
            yield break;
        }

        // Two steps for each of a handful of ways: it cannot grow.
        var steps = Channel.CreateUnbounded<DiscoveryStep>();
        var finding = FindAsync(normalized, networkPrefix, steps.Writer, cancellationToken);
        await foreach (var step in steps.Reader.ReadAllAsync(cancellationToken))
            yield return new FindingStep(step.Way.ToString(), step.Found, step.Elapsed);

        var result = await finding;
        yield return result?.Found is { } found
            ? FindingStep.Nothing with { Found = true, Servers = new ServerChoice(found.Name, found.Servers.Imap, found.Servers.Smtp) }
            : FindingStep.Nothing with { Explanation = result?.Unreachable is { } provider ? new Explanation(provider.English, provider.Russian) : null };
    }

    private async Task<DiscoveryResult?> FindAsync(string address, string networkPrefix, ChannelWriter<DiscoveryStep> steps, CancellationToken cancellationToken)
    {
        try
        {
            return await finder.FindAsync(address, networkPrefix, new Progress(steps), cancellationToken);
        }
        finally
        {
            steps.Complete();
        }
    }

    private sealed class Progress(ChannelWriter<DiscoveryStep> steps) : IProgress<DiscoveryStep>
    {
        // False only after the end, when nobody listens any more.
        public void Report(DiscoveryStep value) => steps.TryWrite(value);
    }
}

/// <summary>One way of finding servers; or, with an empty <paramref name="Way"/>, the end.</summary>
/// <param name="Found">Null while it is being tried.</param>
public sealed record FindingStep(string Way, bool? Found, TimeSpan Elapsed)
{
    public static FindingStep Nothing { get; } = new(string.Empty, false, TimeSpan.Zero);

    /// <summary>What was found; at the end only.</summary>
    public ServerChoice? Servers { get; init; }

    /// <summary>Why nothing can be found; at the end only.</summary>
    public Explanation? Explanation { get; init; }
}
