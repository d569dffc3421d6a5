using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using MailKit;
using Microsoft.Data.Sqlite;
using Webmail.TestKit.Product;
using Webmail.TestKit.Servers;

namespace Webmail.Benchmarks;

/// <summary>
/// First synchronisation of a mailbox the published product has never seen, beside one bare FETCH of the same items by MailKit: what server and
/// client library need without us. Each with Dovecot's cache cold (nobody asked for these messages before) and warm.
/// </summary>
internal sealed partial class SyncBenchmark(MailServer mail, string publishedFolder)
{
    /// <summary>What <c>FolderScanner</c> asks for.</summary>
    private const MessageSummaryItems Items = MessageSummaryItems.UniqueId | MessageSummaryItems.Envelope | MessageSummaryItems.Flags
        | MessageSummaryItems.InternalDate | MessageSummaryItems.Size | MessageSummaryItems.BodyStructure | MessageSummaryItems.References | MessageSummaryItems.ModSeq;

    private const int FirstScreen = 50;

    /// <returns>With the server's cache cold, and warm.</returns>
    public async Task<IReadOnlyList<(string Cache, SyncFigures Figures)>> RunAsync(int messages, CancellationToken cancellationToken)
    {
        var bare = await SeedAsync($"bare{messages.ToString(CultureInfo.InvariantCulture)}@test.local", messages, cancellationToken);
        var ours = await SeedAsync($"ours{messages.ToString(CultureInfo.InvariantCulture)}@test.local", messages, cancellationToken);
        var coldFetch = await FetchAsync(bare, cancellationToken);
        var cold = await SynchroniseAsync(ours, messages, coldFetch, cancellationToken);
        var warmFetch = await FetchAsync(ours, cancellationToken);
        var warm = await SynchroniseAsync(ours, messages, warmFetch, cancellationToken);
        return [("cold", cold), ("warm", warm)];
    }

    private async Task<MailUser> SeedAsync(string address, int messages, CancellationToken cancellationToken)
    {
        var user = await mail.AddUserAsync(address);
        await mail.SeedAsync(address, messages, warm: false, cancellationToken: cancellationToken);
        return user;
    }

    private async Task<double> FetchAsync(MailUser user, CancellationToken cancellationToken)
    {
        using var client = await mail.ImapClientAsync(user.Address, cancellationToken);
        var inbox = client.Inbox ?? throw new InvalidOperationException("No INBOX");
        var clock = Stopwatch.StartNew();
        await inbox.OpenAsync(FolderAccess.ReadOnly, cancellationToken);
        await inbox.FetchAsync(0, -1, Items, cancellationToken);
        return clock.Elapsed.TotalSeconds;
    }

    private async Task<SyncFigures> SynchroniseAsync(MailUser user, int messages, double bareFetch, CancellationToken cancellationToken)
    {
        await using var webmail = await WebmailProcess.StartAsync(new WebmailProcessOptions { Settings = mail.ProviderSettings(), PublishedFolder = publishedFolder }, cancellationToken);
        await SignInAsync(webmail.Address, user, cancellationToken);
        var clock = Stopwatch.StartNew();
        await using var store = new SqliteConnection($"Data Source={Path.Combine(webmail.DataDirectory, "webmail.db")};Mode=ReadOnly");
        await store.OpenAsync(cancellationToken);
        await UntilAsync(store, FirstScreen, cancellationToken);
        var first = clock.Elapsed.TotalSeconds;
        await UntilAsync(store, messages, cancellationToken);
        return new SyncFigures(bareFetch, first, clock.Elapsed.TotalSeconds, ProcessMemory.Megabytes(webmail.ProcessId, "VmHWM"));
    }

    private static async Task UntilAsync(SqliteConnection store, int messages, CancellationToken cancellationToken)
    {
        await using var command = store.CreateCommand();
        command.CommandText = """SELECT coalesce(sum("Total"), 0) FROM "Folders" """;
        while (Convert.ToInt64(await command.ExecuteScalarAsync(cancellationToken), CultureInfo.InvariantCulture) < messages)
            await Task.Delay(20, cancellationToken);
    }

    private static async Task SignInAsync(Uri address, MailUser user, CancellationToken cancellationToken)
    {
        using var browser = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = address };
        var page = await browser.GetStringAsync(new Uri("/login", UriKind.Relative), cancellationToken);
        using var form = new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["_handler"] = "login",
            ["Form.Address"] = user.Address,
            ["Form.Password"] = user.Password,
            ["__RequestVerificationToken"] = TokenPattern().Match(page).Groups["token"].Value,
        });
        using var answer = await browser.PostAsync(new Uri("/login", UriKind.Relative), form, cancellationToken);
        if (answer.StatusCode != HttpStatusCode.Redirect)
            throw new InvalidOperationException($"Signing in was answered by {answer.StatusCode}");
    }

    [GeneratedRegex("name=\"__RequestVerificationToken\" value=\"(?<token>[^\"]+)\"")]
    private static partial Regex TokenPattern();
}

/// <param name="BareFetch">Seconds of one FETCH by MailKit.</param>
/// <param name="First">Seconds until the newest 50 were stored.</param>
/// <param name="All">Seconds until every message was.</param>
internal sealed record SyncFigures(double BareFetch, double First, double All, double PeakMegabytes)
{
    public double Times => All / BareFetch;
}
