using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Webmail.BrowserTests.Infrastructure;
using Webmail.TestKit.Product;
using Webmail.TestKit.Servers;
using static Microsoft.Playwright.Assertions;

namespace Webmail.BrowserTests.Drafts;

/// <summary>Somebody types numbered words into one draft while things die; afterwards the words that are missing are counted.</summary>
internal sealed class DraftCrashRun : IAsyncDisposable
{
    private const string Subject = "Through everything";

    private readonly BrowserFixture _fixture;
    private readonly Random _random;
    private readonly MailUser _person;
    private readonly WebmailProcess _webmail;
    private readonly Dictionary<Victim, (int Count, TimeSpan Worst)> _tally = Enum.GetValues<Victim>().ToDictionary(victim => victim, _ => (0, TimeSpan.Zero));
    private readonly List<(int Word, long At)> _typed = [];
    private MortalBrowser _browser;
    private int _next = 1;
    private int _strangers;

    private DraftCrashRun(BrowserFixture fixture, int seed, MailUser person, WebmailProcess webmail, MortalBrowser browser) =>
        (_fixture, _random, _person, _webmail, _browser) = (fixture, new Random(seed), person, webmail, browser);

    /// <summary>What dies.</summary>
    private enum Victim
    {
        Tab,
        Browser,
        Circuit,
        Server,
    }

    public TimeSpan WorstLoss => _tally.Values.Max(one => one.Worst);

    public string Tally => string.Join(", ", _tally.Select(one => $"{one.Key}: {one.Value.Count.ToString(CultureInfo.InvariantCulture)} killed, at most {one.Value.Worst.TotalMilliseconds:F0} ms lost").Append($"taken over by hand: {_strangers.ToString(CultureInfo.InvariantCulture)}"));

    public static async Task<DraftCrashRun> StartAsync(BrowserFixture fixture, int seed)
    {
        var person = await fixture.NewPersonAsync(1);
        var webmail = await fixture.StartWebmailAsync();
        var browser = await MortalBrowser.StartAsync(webmail.Address);
        var run = new DraftCrashRun(fixture, seed, person, webmail, browser);
        await browser.SignInAsync(person);
        await browser.Visitor.Compose.ClickAsync();
        await browser.Visitor.Composer.GetByRole(AriaRole.Textbox, new() { Name = "Subject" }).FillAsync(Subject);
        return run;
    }

    /// <summary>Types for a while, kills something in the middle of it, and looks what is left.</summary>
    public async Task RoundAsync(int round)
    {
        // Each kind has its turn, in an order nobody arranged.
        var victim = (Victim)((round + _random.Next(2)) % 4);
        await TypeAsync(_random.Next(8, 40));
        var killed = Stopwatch.GetTimestamp();
        await KillAsync(victim);
        await ReturnAsync(victim);

        var found = await WordsAsync();
        var lost = _typed.Where(typed => !found.Contains(typed.Word)).ToList();
        var loss = lost.Count == 0 ? TimeSpan.Zero : Stopwatch.GetElapsedTime(lost[0].At, killed);
        if (lost.Count > 0)
            TestContext.Current.TestOutputHelper?.WriteLine($"Round {round}, {victim}: {loss.TotalMilliseconds:F0} ms, words {lost[0].Word} to {lost[^1].Word} ({lost.Count}) of {_typed[^1].Word}");
        _tally[victim] = (_tally[victim].Count + 1, loss > _tally[victim].Worst ? loss : _tally[victim].Worst);
        // What is lost is lost: the person goes on from what they see.
        _typed.RemoveAll(typed => !found.Contains(typed.Word));
    }

    public async Task ExpectOneDraftAsync()
    {
        var visitor = _browser.Visitor;
        await visitor.Button("Close, draft is kept").First.ClickAsync();
        await Eventually.TrueAsync("the server has one copy, with the last word", async () =>
            await _fixture.Mail.FolderAsync(_person.Address, "Drafts") is [{ Envelope.Subject: Subject }] && await LastOnServerAsync() == _typed[^1].Word);
        await visitor.Page.GotoAsync("/mail/drafts");
        await visitor.ReadyAsync();
        await visitor.ExpectCountAsync(1);
    }

    private async Task TypeAsync(int words)
    {
        var page = _browser.Visitor.Page;
        await _browser.Visitor.ComposerText.PressAsync("Control+End");
        // What died in the middle of a word does not run into the next one.
        await page.Keyboard.TypeAsync(" ");
        for (var i = 0; i < words; i++)
        {
            var word = _next++;
            await page.Keyboard.TypeAsync(FormattableString.Invariant($"w{word} "), new() { Delay = 10 });
            _typed.Add((word, Stopwatch.GetTimestamp()));
            await Task.Delay(_random.Next(20, 200));
        }
    }

    private async Task KillAsync(Victim victim)
    {
        switch (victim)
        {
            case Victim.Tab:
                await _browser.KillTabAsync();
                break;
            case Victim.Browser:
                await _browser.KillAsync();
                break;
            case Victim.Circuit:
                await _browser.CutCircuitAsync();
                break;
            case Victim.Server:
                await _webmail.KillAsync();
                break;
        }
    }

    private async Task ReturnAsync(Victim victim)
    {
        switch (victim)
        {
            case Victim.Browser:
                await _browser.DisposeAsync();
                _browser = await _browser.StartAgainAsync();
                await OpenFromDraftsAsync();
                break;
            case Victim.Tab:
                await _browser.NewTabAsync();
                await OpenFromDraftsAsync();
                break;
            case Victim.Server:
                await _webmail.StartAgainAsync();
                await _browser.Visitor.Page.ReloadAsync();
                break;
        }

        await _browser.Visitor.ReadyAsync();
        await Expect(_browser.Visitor.ComposerText).ToBeVisibleAsync();
    }

    private async Task OpenFromDraftsAsync()
    {
        var visitor = _browser.Visitor;
        await visitor.Page.GotoAsync("/mail/drafts");
        // A browser forgets with its death who was signed in.
        if (visitor.Page.Url.Contains("/login", StringComparison.Ordinal))
        {
            await visitor.SignInAsync(_person);
            await visitor.Page.GotoAsync("/mail/drafts");
        }

        await visitor.ReadyAsync();
        // Two rows of it would be two drafts.
        await visitor.ExpectCountAsync(1);
        // The row of the draft gives way to the row of its copy on the server: a click may fall between them.
        await Eventually.TrueAsync("the draft opens", async () =>
        {
            await visitor.Row(Subject).ClickAsync();
            await Task.Delay(1_000);
            return await visitor.ComposerText.IsVisibleAsync();
        });
        // A browser that died before it had stored its own name is a stranger to the next one.
        if (await visitor.Button("Take over").IsVisibleAsync())
        {
            _strangers++;
            await visitor.Button("Take over").ClickAsync();
            await Expect(visitor.Button("Take over")).ToBeHiddenAsync();
        }
    }

    private async Task<HashSet<int>> WordsAsync() => Words(await _browser.Visitor.ComposerText.InnerTextAsync());

    private async Task<int> LastOnServerAsync()
    {
        using var client = await _fixture.Mail.ImapClientAsync(_person.Address);
        var folder = await client.GetFolderAsync("Drafts");
        await folder.OpenAsync(MailKit.FolderAccess.ReadOnly);
        return Words((await folder.GetMessageAsync(0)).TextBody ?? "").DefaultIfEmpty().Max();
    }

    private static HashSet<int> Words(string text) => [.. Regex.Matches(text, @"\bw(\d+)\b").Select(match => int.Parse(match.Groups[1].ValueSpan, CultureInfo.InvariantCulture))];

    public async ValueTask DisposeAsync()
    {
        await _browser.DisposeAsync();
        await _webmail.DisposeAsync();
    }
}
