using System.Security.Cryptography.X509Certificates;
using Webmail.Model;
using Webmail.TestKit.Servers;

namespace Webmail.UnitTests.Mail;

/// <summary>Plays every trick at once, to us and then to bare clients: most of the time of each is waiting.</summary>
public sealed class HostileRuns : IAsyncLifetime
{
    internal const long MaxBytes = 16 * 1024 * 1024;
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(3);

    // More at once would wait for each other's start and not for the servers.
    private readonly SemaphoreSlim _bareClients = new(8);
    private readonly Dictionary<string, Task<Run>> _runs = [];
    private readonly X509Certificate2 _certificate;
    private readonly TrustedFile _trusted;

    public HostileRuns()
    {
        _certificate = ScriptedMail.Certificate("localhost", out var authority);
        using (authority)
            _trusted = new TrustedFile(authority);
    }

    internal Task<Run> OfAsync(string name) => _runs[name];

    public ValueTask InitializeAsync()
    {
        var ours = OursAsync();
        foreach (var name in HostileTrick.All.Keys)
            _runs[name] = RunAsync(name, ours);
        return ValueTask.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var run in _runs.Values)
            await ((Task)run).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _trusted.Dispose();
        _certificate.Dispose();
        _bareClients.Dispose();
    }

    private async Task<Run> RunAsync(string name, Task<IReadOnlyDictionary<string, Visit>> ours)
    {
        // The bare clients start when we are done: as processes of their own they would take the time our deadlines count.
        var visit = (await ours)[name];
        await _bareClients.WaitAsync();
        try
        {
            var trick = HostileTrick.All[name];
            var struck = NewSignal();
            await using var server = ScriptedServer.Start(trick.Script(struck), _certificate);
            return new Run(await BareClient.VisitAsync(server, trick.StartTls, struck.Task, MaxBytes * 2), visit);
        }
        finally
        {
            _bareClients.Release();
        }
    }

    private async Task<IReadOnlyDictionary<string, Visit>> OursAsync()
    {
        var played = HostileTrick.All.ToDictionary(trick => trick.Key, trick => Play(trick.Value));
        try
        {
            var faults = await GuardedClient.VisitAsync([.. played.Values.Select(one => (one.Server.Port, one.StartTls))], _trusted.Path, Deadline, MaxBytes);
            return played.ToDictionary(
                one => one.Key,
                one => new Visit(one.Value.Struck.Task.IsCompleted, faults[one.Value.Server.Port]?.Kind, faults[one.Value.Server.Port]?.Text, one.Value.Server.SentBytes, one.Value.Server.Heard));
        }
        finally
        {
            foreach (var one in played.Values)
                await one.Server.DisposeAsync();
        }
    }

    private (ScriptedServer Server, TaskCompletionSource Struck, bool StartTls) Play(HostileTrick trick)
    {
        var struck = NewSignal();
        return (ScriptedServer.Start(trick.Script(struck), _certificate), struck, trick.StartTls);
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <param name="Bare">What it did to a bare client.</param>
    /// <param name="Ours">What it did to us.</param>
    internal sealed record Run(BareClient.Harm Bare, Visit Ours);

    /// <param name="Struck">We came as far as the trick.</param>
    /// <param name="Fault">What it was to us; null when we noticed nothing.</param>
    /// <param name="SentBytes">What the server got rid of.</param>
    /// <param name="Heard">What it heard from us.</param>
    internal sealed record Visit(bool Struck, MailFaultKind? Fault, string? Text, long SentBytes, IReadOnlyCollection<string> Heard);
}
