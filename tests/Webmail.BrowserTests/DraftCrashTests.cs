using Webmail.BrowserTests.Drafts;
using Webmail.BrowserTests.Infrastructure;

namespace Webmail.BrowserTests;

/// <summary>A draft survives whatever dies while it is typed.</summary>
[Collection(Outages.Name)]
public sealed class DraftCrashTests(BrowserFixture fixture)
{
    /// <summary>Kills at random moments; <c>WEBMAIL_DRAFT_KILLS</c> runs more of them, <c>WEBMAIL_DRAFT_SEED</c> the same ones again.</summary>
    [Fact]
    public async Task Typing_KilledAtRandom_AtMostTwoSecondsAreLostAndTheDraftStaysOne()
    {
        var kills = Number("WEBMAIL_DRAFT_KILLS") ?? 4;
        var seed = Number("WEBMAIL_DRAFT_SEED") ?? Environment.TickCount & 0xFFFFFF;
        TestContext.Current.TestOutputHelper?.WriteLine($"WEBMAIL_DRAFT_SEED={seed}, {kills} kills");

        await using var run = await DraftCrashRun.StartAsync(fixture, seed);
        for (var round = 0; round < kills; round++)
            await run.RoundAsync(round);

        TestContext.Current.TestOutputHelper?.WriteLine(run.Tally);
        run.WorstLoss.ShouldBeLessThanOrEqualTo(TimeSpan.FromSeconds(2), run.Tally);
        await run.ExpectOneDraftAsync();
    }

    private static int? Number(string name) => int.TryParse(Environment.GetEnvironmentVariable(name), out var number) ? number : null;
}
