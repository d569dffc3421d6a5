using Microsoft.Playwright;
using MimeKit;
using Webmail.BrowserTests.Infrastructure;
using static Microsoft.Playwright.Assertions;

namespace Webmail.BrowserTests;

/// <summary>
/// A message meets two walls: what the sanitizer leaves of it, and the policy of its frame. Each of them is taken away here, and the other one must
/// hold alone; without both the payload does what it came for, so the test can tell.
/// </summary>
public sealed class TwoWallsTests(BrowserFixture fixture)
{
    private const string Payload = """
        <p>The text is shown</p>
        <script>canary()</script>
        <img src="x:" onerror="canary()"><svg onload="canary()"></svg><details open ontoggle="canary()">x</details>
        <iframe srcdoc="<script>parent.canary()</script>"></iframe><iframe src="javascript:parent.canary()"></iframe>
        <input autofocus onfocus="canary()"><object data="javascript:canary()"></object><embed src="javascript:canary()">
        <math><mtext><table><mglyph><style><img src=x: onerror=canary()></style></mglyph></table></mtext></math>
        <form action="https://walls.example/form" id="f"></form><button form="f" formaction="javascript:canary()">b</button>
        <meta http-equiv="refresh" content="0;url=https://walls.example/refresh"><base href="https://walls.example/">
        <link rel="stylesheet" href="https://walls.example/style.css"><style>@import url(https://walls.example/import.css); p { background: url(https://walls.example/css.png) }</style>
        <img src="https://walls.example/pixel.png"><video poster="https://walls.example/poster.png" src="https://walls.example/v.mp4"></video><link rel="dns-prefetch" href="//walls.example">
        """;

    [Theory]
    [InlineData(true, true, false)]
    [InlineData(true, false, false)]
    [InlineData(false, true, false)]
    [InlineData(false, false, true)]
    public async Task Payload_MeetsTheWallsThatStand(bool isSanitized, bool hasPolicy, bool breaksThrough)
    {
        var person = await fixture.NewPersonAsync();
        await fixture.Mail.DeliverAsync(person.Address, new MimeMessage(
            [MailboxAddress.Parse("stranger@sender.example")], [MailboxAddress.Parse(person.Address)], "Walls", new TextPart("html") { Text = Payload }));
        await using var visitor = await fixture.NewVisitorAsync();
        var calls = 0;
        var requests = new List<string>();
        await visitor.Page.ExposeFunctionAsync("canary", () => { calls++; });
        await visitor.Page.Context.RouteAsync(url => url.Contains("walls.example", StringComparison.Ordinal), route =>
        {
            requests.Add(route.Request.Url);
            return route.FulfillAsync(new RouteFulfillOptions { Status = 204 });
        });
        await visitor.SignInAsync(person);
        await visitor.OpenAsync("Walls");
        await Expect(visitor.Body.GetByText("The text is shown")).ToBeVisibleAsync();
        var address = (await visitor.Page.GetByTitle("Message body").GetAttributeAsync("src")).ShouldNotBeNull();
        var policy = (await visitor.Page.APIRequest.GetAsync(address)).Headers["content-security-policy"];

        await visitor.Page.RouteAsync("**" + address, async route =>
        {
            var answer = await route.FetchAsync();
            await route.FulfillAsync(new RouteFulfillOptions
            {
                ContentType = "text/html; charset=utf-8",
                Body = isSanitized ? await answer.TextAsync() : $"<!DOCTYPE html><body>{Payload}</body>",
                Headers = hasPolicy ? [new("Content-Security-Policy", policy)] : [],
            });
        });
        await visitor.Page.EvaluateAsync(
            """
            ([address, sandbox]) => new Promise((done) => {
              const frame = document.createElement("iframe");
              frame.title = "Alone";
              if (sandbox) frame.setAttribute("sandbox", "allow-same-origin allow-popups allow-popups-to-escape-sandbox");
              frame.addEventListener("load", () => setTimeout(done, 500), { once: true });
              frame.src = address;
              document.body.append(frame);
            })
            """,
            new object[] { address, hasPolicy });

        (calls > 0).ShouldBe(breaksThrough);
        (requests.Count > 0).ShouldBe(breaksThrough);
    }
}
