using System.Diagnostics;
using System.Globalization;

namespace Webmail.IntegrationTests.Model;

/// <summary>
/// Nothing acknowledged is lost or done twice, whatever breaks. Repeat a failure with WEBMAIL_MODEL_SEED; WEBMAIL_MODEL_ROUNDS runs longer.
/// </summary>
public sealed class ModelTests(ITestOutputHelper output)
{
    // With so many rounds, each crash point must have its turn.
    private const int RoundsForAll = 50;
    private const int Tries = 5;
    private static readonly int Rounds = Setting("WEBMAIL_MODEL_ROUNDS", RoundsForAll);

    [Fact]
    public async Task Rounds_RandomActionsCutsAndKills_ServersModelAndIndexAreEqual()
    {
        var seed = Setting("WEBMAIL_MODEL_SEED", Environment.TickCount & 0x7fffffff);
        var started = Stopwatch.GetTimestamp();
        var tally = new CrashTally();
        await using var servers = await ModelServers.StartAsync();

        // Side by side: most of a round is waiting for servers.
        var failures = await Task.WhenAll(ServerProfile.All.Select((profile, index) => Task.Run(() => RunAsync(seed + index, profile, Share(index), servers, tally))));

        output.WriteLine(FormattableString.Invariant($"Seed {seed}: {Rounds} rounds in {Stopwatch.GetElapsedTime(started).TotalSeconds:0} s"));
        foreach (var (point, deaths, passes) in tally.All)
            output.WriteLine(FormattableString.Invariant($"  died {deaths} times at {point} (passed {passes} times)"));
        if (failures.OfType<string>().ToList() is { Count: > 0 } broken)
            Assert.Fail($"Seed {seed}, {string.Join("\n\n", broken)}");
        if (Rounds >= RoundsForAll)
            tally.All.ShouldAllBe(point => point.Deaths > 0);
    }

    /// <returns>What went wrong; null when nothing did.</returns>
    private async Task<string?> RunAsync(int seed, ServerProfile profile, int rounds, ModelServers servers, CrashTally tally)
    {
        await using var run = await ModelRun.OpenAsync(seed, profile, servers, tally);
        try
        {
            await run.StartAsync();
            while (run.Rounds < rounds)
                await run.RoundAsync();
            if (profile == ServerProfile.Poorest && Rounds >= RoundsForAll)
                await MakeUpAsync(run, tally);
            return null;
        }
#pragma warning disable CA1031 // Reported with the seed, after the others are done.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            return FormattableString.Invariant($"round {run.Rounds} of {rounds}, {profile.Name}: {exception.Message}\n{exception.StackTrace}");
        }
        finally
        {
            output.WriteLine(FormattableString.Invariant(
                $"{profile.Name}, seed {seed}: {run.Rounds} rounds, {run.Steps} steps, {run.Transfers} transfers, {run.Cuts} cuts, {run.Kills} kills from outside, {run.Sent.Arrived} sent messages arrived, {run.Sent.Uncertain} uncertain; {run.Times.Starting.TotalSeconds:0} s for starts, {run.Times.Settling.TotalSeconds:0} s to settle"));
        }
    }

    /// <summary>A point that chance left out comes up now, where mail passes all of them.</summary>
    private static async Task MakeUpAsync(ModelRun run, CrashTally tally)
    {
        for (var i = 0; i < Tries * CrashTally.Points.Count && tally.All.FirstOrDefault(point => point.Deaths == 0).Point is { } left; i++)
            await run.RoundAsync(left);
    }

    /// <summary>All shares together are all rounds.</summary>
    private static int Share(int index) => (Rounds / ServerProfile.All.Count) + (index < Rounds % ServerProfile.All.Count ? 1 : 0);

    private static int Setting(string name, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), NumberStyles.None, CultureInfo.InvariantCulture, out var value) ? value : otherwise;
}
