using Webmail.Model;
using Webmail.TestKit.Servers;

namespace Webmail.UnitTests.Mail;

/// <summary>Plays every trick at once, to us and to a bare client: most of the time of each is waiting.</summary>
public sealed class HostileRuns : IAsyncLifetime
{
    internal const long MaxBytes = 16 * 1024 * 1024;
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(2);
    private readonly Dictionary<string, Task<Run>> _runs = [];

    internal Task<Run> OfAsync(string name) => _runs[name];

    public ValueTask InitializeAsync()
    {
        var ours = HostileTrick.All.ToDictionary(trick => trick.Key, trick => OursAsync(trick.Value));
        // The bare clients start when we are done: as processes of their own they would take the time our deadlines count.
        var done = Task.WhenAll(ours.Values);
        foreach (var (name, trick) in HostileTrick.All)
            _runs[name] = RunAsync(trick, ours[name], done);
        return ValueTask.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var run in _runs.Values)
            await ((Task)run).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private static async Task<Run> RunAsync(HostileTrick trick, Task<(MailFault? Fault, long Sent)> ours, Task done)
    {
        await done.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        var struck = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var server = ScriptedServer.Start(trick.Script(struck));
        var harm = await BareClient.VisitAsync(server, struck.Task, MaxBytes * 2);
        var (fault, sent) = await ours;
        return new Run(harm, fault, sent);
    }

    private static async Task<(MailFault? Fault, long Sent)> OursAsync(HostileTrick trick)
    {
        var struck = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var mail = new ScriptedMail(
            trick.Script(struck),
            change: options => options with { OperationTimeout = Deadline, ConnectTimeout = Deadline, MaxOperationBytes = MaxBytes });
        MailFault? fault = null;
        try
        {
            await mail.ScanAsync(SyncAnchor.None).WaitAsync(TimeSpan.FromSeconds(60));
        }
        catch (MailFaultException refusal)
        {
            fault = refusal.Fault;
        }

        struck.Task.IsCompleted.ShouldBeTrue("we never came as far as the trick");
        return (fault, mail.Server.SentBytes);
    }

    /// <param name="Bare">What it did to a bare client.</param>
    /// <param name="Fault">What it was to us; null when we noticed nothing.</param>
    /// <param name="SentToUs">Bytes the server got rid of to us.</param>
    internal sealed record Run(BareClient.Harm Bare, MailFault? Fault, long SentToUs);
}
