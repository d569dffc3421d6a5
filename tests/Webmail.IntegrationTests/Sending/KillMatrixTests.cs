using System.Globalization;

namespace Webmail.IntegrationTests.Sending;

/// <summary>No message is lost or doubled. Repeat a failure with WEBMAIL_KILL_SEED; WEBMAIL_KILL_ROUNDS=1000 runs longer.</summary>
public sealed class KillMatrixTests(ITestOutputHelper output)
{
    [Fact]
    public async Task Rounds_LinesCutAndProductKilledWhileSending_NothingLostOrDoubled()
    {
        var rounds = Setting("WEBMAIL_KILL_ROUNDS", 50);
        var seed = Setting("WEBMAIL_KILL_SEED", Environment.TickCount & 0x7fffffff);
        var done = 0;
        await using var run = await KillMatrixRun.StartAsync(seed);
        try
        {
            for (; done < rounds; done++)
                await run.RoundAsync();
            await run.CheckAsync();
        }
        catch (Exception exception)
        {
            Assert.Fail($"Seed {seed}, round {done + 1} of {rounds}: {exception}");
        }
        finally
        {
            output.WriteLine(FormattableString.Invariant($"Seed {seed}: {done} rounds, {run.Sent} sent, {run.Uncertain} uncertain and told"));
            foreach (var (place, count) in run.Broken)
                output.WriteLine(FormattableString.Invariant($"  {count} lines broken at {place}"));
            foreach (var (point, count) in run.Deaths)
                output.WriteLine(FormattableString.Invariant($"  {count} deaths at {point}"));
        }

        run.Sent.ShouldBeGreaterThan(rounds / 3);
        if (rounds >= 500)
            Enum.GetValues<SmtpBreak>().Where(place => place != SmtpBreak.None).ShouldAllBe(place => run.Broken.ContainsKey(place));
    }

    private static int Setting(string name, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), NumberStyles.None, CultureInfo.InvariantCulture, out var value) ? value : otherwise;
}
