using System.Globalization;

namespace Webmail.IntegrationTests.Model;

/// <summary>
/// Nothing acknowledged is lost or done twice, whatever breaks. Repeat a failure with WEBMAIL_MODEL_SEED; WEBMAIL_MODEL_ROUNDS runs longer.
/// </summary>
public sealed class ModelTests(ITestOutputHelper output)
{
    private static readonly int Rounds = Setting("WEBMAIL_MODEL_ROUNDS", 20);

    [Theory]
    [InlineData("everything")]
    [InlineData("no QRESYNC")]
    [InlineData("no CONDSTORE, no IDLE")]
    [InlineData("no MOVE")]
    [InlineData("no MOVE, no UIDPLUS")]
    public async Task Rounds_RandomActionsCutsAndKills_ServerModelAndIndexAreEqual(string name)
    {
        var profile = ServerProfile.All.Single(profile => profile.Name == name);
        var rounds = Math.Max(1, Rounds / ServerProfile.All.Count);
        var seed = Setting("WEBMAIL_MODEL_SEED", Environment.TickCount & 0x7fffffff);
        var done = 0;
        await using var run = await ModelRun.StartAsync(seed, profile);
        try
        {
            for (; done < rounds; done++)
                await run.RoundAsync();
        }
        catch (Exception exception)
        {
            Assert.Fail($"Seed {seed}, round {done + 1} of {rounds}, {profile.Name}: {exception.Message}");
        }
        finally
        {
            output.WriteLine(FormattableString.Invariant($"Seed {seed}, {profile.Name}: {done} rounds, {run.Steps} steps, {run.Cuts} cuts, {run.Kills} kills from outside, {run.Sent.Arrived} sent messages arrived, {run.Sent.Uncertain} uncertain"));
            foreach (var (point, deaths) in run.Deaths)
                output.WriteLine(FormattableString.Invariant($"  died {deaths} times of {run.Reached.GetValueOrDefault(point)} passes at {point}"));
        }

        // With ten rounds a point may not come up; with many each must have.
        if (rounds >= 100)
            run.Deaths.ShouldAllBe(point => point.Value > 0);
    }

    private static int Setting(string name, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), NumberStyles.None, CultureInfo.InvariantCulture, out var value) ? value : otherwise;
}
