using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using MimeKit;
using Webmail.BrowserTests.Infrastructure;
using Webmail.TestKit;
using Webmail.TestKit.Servers;
using static Microsoft.Playwright.Assertions;

namespace Webmail.BrowserTests;

/// <summary>What messages load from elsewhere, and what stands within them.</summary>
public sealed class RemoteContentTests(BrowserFixture fixture)
{
    private static readonly byte[] Picture = Convert.FromBase64String("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==");

    [Fact]
    public async Task RemoteImages_AreFetchedByUsAndOnlyWhenAskedFor()
    {
        using var sink = new TcpListener(IPAddress.Loopback, 0);
        sink.Start();
        var host = $"127.0.0.1:{((IPEndPoint)sink.LocalEndpoint).Port}";
        var requests = new List<string>();
        var serving = ServeAsync(sink, requests);
        var person = await fixture.NewPersonAsync();
        await fixture.Mail.DeliverAsync(person.Address, Message(person.Address, Vectors(host)));
        await using var webmail = await fixture.StartWebmailAsync(new KeyValuePair<string, string>("Webmail__Reading__PrivateImageHosts__0", host));
        await using var visitor = await fixture.NewVisitorAsync(webmail: webmail);
        await visitor.SignInAsync(person);
        await visitor.OpenAsync("Pictures");
        await Expect(visitor.Body.GetByText("Text")).ToBeVisibleAsync();
        requests.ShouldBeEmpty();

        await visitor.Page.GetByRole(AriaRole.Note).GetByRole(AriaRole.Button, new() { Name = "Show images" }).ClickAsync();

        var image = visitor.Body.GetByAltText("shown");
        await Expect(image).ToHaveJSPropertyAsync("naturalWidth", 1);
        (await image.GetAttributeAsync("src")).ShouldNotBeNull().ShouldStartWith("/api/images/");
        requests.ShouldContain(request => request.StartsWith("GET /a.png ", StringComparison.Ordinal));
        foreach (var request in requests.ToList())
        {
            request.ShouldNotContain("Cookie", Case.Insensitive);
            request.ShouldNotContain("User-Agent", Case.Insensitive);
            request.ShouldNotContain("GET /never", Case.Insensitive);
        }
        sink.Stop();
        await serving;
    }

    /// <summary>Before consent nobody asks for the hosts of a message: the browser looks up no name, nor does the product, and no mail tells that it was read.</summary>
    [Fact]
    public async Task HostsOfAMessage_BeforeConsent_AreNotLookedUpAndTheSenderHearsNothing()
    {
        const string Host = "tracker.webmail-test.net";
        var log = Path.Combine(ShortDirectory.Create("nl"), "net.json");
        var person = await fixture.NewPersonAsync();
        var sender = await fixture.NewPersonAsync();
        var message = Message(person.Address, Vectors(Host));
        foreach (var header in new[] { "Disposition-Notification-To", "Return-Receipt-To", "X-Confirm-Reading-To" })
            message.Headers.Add(header, sender.Address);
        await fixture.Mail.DeliverAsync(person.Address, message);
        await using var names = new LocalDns();
        names.Address(Host, "127.0.0.1");
        await using var webmail = await fixture.StartWebmailAsync(new KeyValuePair<string, string>("Webmail__Network__NameServers__0", names.Endpoint.ToString()));
        await using (var browser = await fixture.LaunchAsync($"--log-net-log={log}", "--net-log-capture-mode=Everything"))
        await using (var visitor = await fixture.NewVisitorAsync(webmail: webmail, browser: browser))
        {
            await visitor.SignInAsync(person);
            await visitor.OpenAsync("Pictures");
            await Expect(visitor.Body.GetByText("Text")).ToBeVisibleAsync();
            await visitor.Body.GetByText("link").First.HoverAsync();
            await visitor.Action("Reply").ClickAsync();
            await Expect(visitor.ComposerText).ToContainTextAsync("Text");
            await visitor.Button("Save draft").ClickAsync();
            await visitor.ExpectStatusAsync("Draft saved");

            // Whoever is looked up does stand in the log.
            await using var proof = await browser.NewContextAsync();
            await Should.ThrowAsync<PlaywrightException>(async () => await (await proof.NewPageAsync()).GotoAsync("http://proof.webmail-proof.net/"));
        }

        var looked = await File.ReadAllTextAsync(log);
        Hosts(looked).ShouldContain(host => host.Contains("webmail-proof.net", StringComparison.OrdinalIgnoreCase));
        Hosts(looked).ShouldNotContain(host => host.Contains("webmail-test.net", StringComparison.OrdinalIgnoreCase));
        names.Asked.ShouldNotContain(question => question.Contains("webmail-test.net", StringComparison.OrdinalIgnoreCase));
        (await fixture.Mail.FolderAsync(sender.Address, "INBOX")).ShouldBeEmpty();
        Directory.Delete(Path.GetDirectoryName(log) ?? "", recursive: true);
    }

    [Fact]
    public async Task EmbeddedMessage_OpensAsAMessage()
    {
        var person = await fixture.NewPersonAsync();
        var inner = Message(person.Address, "<p>Text within</p>");
        inner.Subject = "Forwarded one";
        var outer = new MimeMessage([MailboxAddress.Parse("a@sender.example")], [MailboxAddress.Parse(person.Address)], "Carrier", new Multipart("mixed") { new TextPart("plain") { Text = "See below" }, new MessagePart { Message = inner } });
        await fixture.Mail.DeliverAsync(person.Address, outer);
        await using var visitor = await fixture.NewVisitorAsync();
        await visitor.SignInAsync(person);
        await visitor.OpenAsync("Carrier");

        var tab = await visitor.Page.Context.RunAndWaitForPageAsync(() => visitor.Page.GetByRole(AriaRole.Button, new() { Name = "Preview Forwarded one.eml" }).ClickAsync());

        await Expect(tab.GetByRole(AriaRole.Article, new() { Name = "Forwarded one" })).ToBeVisibleAsync();
        await Expect(tab.GetByTitle("Message body").ContentFrame.GetByText("Text within")).ToBeVisibleAsync();
    }

    // What Chromium wanted to know the address of: each start of its host resolver names it.
    private static IEnumerable<string> Hosts(string netLog) => Regex.Matches(netLog, "\"host\":\\s*\"([^\"]+)\"").Select(match => match.Groups[1].Value);

    // The ways in which mail is known to call home.
    private static string Vectors(string host) => $$"""
        <html background="http://{{host}}/never-html"><head><link rel="stylesheet" href="http://{{host}}/never-link"><link rel="prefetch" href="http://{{host}}/never-prefetch">
        <link rel="dns-prefetch" href="http://{{host}}"><style>@import url(http://{{host}}/never-import); @font-face { font-family: x; src: url(http://{{host}}/never-font) }</style>
        <meta http-equiv="refresh" content="1;url=http://{{host}}/never-refresh"></head><body>
        <p>Text</p><img alt="shown" src="http://{{host}}/a.png"><img src="http://{{host}}/never-count.gif" width="1" height="1">
        <table background="http://{{host}}/table"><tr><td>x</td></tr></table><p style="background-image:url(http://{{host}}/css)">x</p>
        <picture><source srcset="http://{{host}}/never-source"></picture><video src="http://{{host}}/never-video" poster="http://{{host}}/never-poster"></video>
        <audio src="http://{{host}}/never-audio" autoplay></audio><iframe src="http://{{host}}/never-frame"></iframe><object data="http://{{host}}/never-object"></object>
        <embed src="http://{{host}}/never-embed"><input type="image" src="http://{{host}}/never-input"><svg><image href="http://{{host}}/never-svg"/></svg>
        <script src="http://{{host}}/never-script"></script><a href="http://{{host}}/never-link" ping="http://{{host}}/never-ping">link</a>
        <p style="behavior:url(http://{{host}}/never-behavior);content:url(http://{{host}}/never-content);cursor:url(http://{{host}}/never-cursor),auto">x</p>
        <bgsound src="http://{{host}}/never-sound"><base href="http://{{host}}/"><img src="never-relative" width="0" height="0"></body></html>
        """;

    private static MimeMessage Message(string to, string html) =>
        new([new MailboxAddress("A stranger", "stranger@sender.example")], [MailboxAddress.Parse(to)], "Pictures", new TextPart("html") { Text = html });

    private static async Task ServeAsync(TcpListener sink, List<string> requests)
    {
        var buffer = new byte[16 * 1024];
        while (true)
        {
            try
            {
                using var client = await sink.AcceptTcpClientAsync();
                await using var stream = client.GetStream();
                var read = await stream.ReadAsync(buffer);
                requests.Add(Encoding.ASCII.GetString(buffer, 0, read));
                await stream.WriteAsync(Encoding.ASCII.GetBytes($"HTTP/1.1 200 OK\r\nContent-Type: image/png\r\nContent-Length: {Picture.Length}\r\nConnection: close\r\n\r\n"));
                await stream.WriteAsync(Picture);
            }
            catch (IOException)
            {
                // Who asked went away before the answer; others may still ask.
            }
            catch (Exception stopped) when (stopped is SocketException or ObjectDisposedException)
            {
                return;
            }
        }
    }
}
