using System.Text;
using Microsoft.Playwright;
using MimeKit;
using MimeKit.Utils;
using Webmail.BrowserTests.Infrastructure;
using static Microsoft.Playwright.Assertions;

namespace Webmail.BrowserTests;

/// <summary>What a stranger sends is shown, and does nothing.</summary>
public sealed class ReadingTests(BrowserFixture fixture)
{
    private const string Pixel = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==";

    [Fact]
    public async Task HtmlMessage_Hostile_IsShownWithoutScriptOrRequest()
    {
        var person = await fixture.NewPersonAsync();
        await fixture.Mail.DeliverAsync(person.Address, HostileMessage(person.Address));
        await using var visitor = await fixture.NewVisitorAsync();
        var requests = new List<string>();
        visitor.Page.Request += (_, request) => requests.Add(request.Url);
        await visitor.Page.ExposeFunctionAsync("canary", () => requests.Add("canary"));
        await visitor.SignInAsync(person);
        await visitor.OpenAsync("Hostile");

        await Expect(visitor.Body.GetByText("The text is shown")).ToBeVisibleAsync();
        var inline = visitor.Body.GetByAltText("inline picture");
        await Expect(inline).ToBeVisibleAsync();
        (await inline.EvaluateAsync<int>("image => image.naturalWidth")).ShouldBe(1);
        await Expect(visitor.Page.GetByRole(AriaRole.Note).Filter(new() { HasText = "Remote images are blocked" })).ToBeVisibleAsync();

        var own = fixture.Webmail.Address.GetLeftPart(UriPartial.Authority);
        requests.ShouldAllBe(url => url.StartsWith(own, StringComparison.Ordinal) || url.StartsWith("data:", StringComparison.Ordinal) || url.StartsWith("blob:", StringComparison.Ordinal));
        (await visitor.Body.Locator("script, form, iframe, object, svg, meta[http-equiv=refresh], base").CountAsync()).ShouldBe(0);
    }

    [Fact]
    public async Task Attachment_Downloaded_IsWhatWasSentAndNothingElse()
    {
        var person = await fixture.NewPersonAsync();
        await fixture.Mail.DeliverAsync(person.Address, HostileMessage(person.Address));
        await using var visitor = await fixture.NewVisitorAsync();
        await visitor.SignInAsync(person);
        await visitor.OpenAsync("Hostile");

        var link = visitor.Page.GetByRole(AriaRole.List, new() { Name = "Attachments" }).GetByRole(AriaRole.Link).First;
        await Expect(link).ToHaveAccessibleNameAsync(new System.Text.RegularExpressions.Regex("Отчёт.*html", System.Text.RegularExpressions.RegexOptions.None));
        var address = await link.GetAttributeAsync("href");
        var answer = await visitor.Page.APIRequest.GetAsync(address.ShouldNotBeNull());

        (await answer.TextAsync()).ShouldBe("<script>parent.canary()</script>");
        answer.Headers["content-disposition"].ShouldStartWith("attachment");
        answer.Headers["content-disposition"].ShouldContain("filename*=UTF-8''" + Uri.EscapeDataString("Отчёт.html"));
        answer.Headers["content-type"].ShouldBe("application/octet-stream");
        answer.Headers["x-content-type-options"].ShouldBe("nosniff");
        answer.Headers["content-security-policy"].ShouldContain("sandbox");
        answer.Headers["cache-control"].ShouldContain("no-store");
    }

    [Fact]
    public async Task LargeAttachment_DownloadedTwice_TheSameAndTheSecondTimeWithItsLength()
    {
        var person = await fixture.NewPersonAsync();
        var file = System.Security.Cryptography.RandomNumberGenerator.GetBytes(5_000_000);
        var body = new BodyBuilder { TextBody = "The text is shown" };
        body.Attachments.Add("plans.zip", file, new ContentType("application", "zip"));
        await fixture.Mail.AppendAsync(person.Address, "INBOX", new MimeMessage([MailboxAddress.Parse("a@sender.example")], [MailboxAddress.Parse(person.Address)], "Large", body.ToMessageBody()));
        await using var visitor = await fixture.NewVisitorAsync();
        await visitor.SignInAsync(person);
        await visitor.OpenAsync("Large");

        await Expect(visitor.Body.GetByText("The text is shown")).ToBeVisibleAsync();
        var link = visitor.Page.GetByRole(AriaRole.List, new() { Name = "Attachments" }).GetByRole(AriaRole.Link, new() { NameRegex = new System.Text.RegularExpressions.Regex("^plans.zip, 4[.]8 MB$") });
        var address = (await link.GetAttributeAsync("href")).ShouldNotBeNull();
        var first = await visitor.Page.APIRequest.GetAsync(address);
        (await first.BodyAsync()).ShouldBe(file);
        first.Headers.ShouldNotContainKey("content-length");
        var second = await visitor.Page.APIRequest.GetAsync(address);

        (await second.BodyAsync()).ShouldBe(file);
        second.Headers["content-length"].ShouldBe("5000000");
    }

    [Fact]
    public async Task Body_Endpoint_CarriesItsOwnPolicyAndIsForItsOwnerOnly()
    {
        var person = await fixture.NewPersonAsync();
        await fixture.Mail.DeliverAsync(person.Address, HostileMessage(person.Address));
        await using var visitor = await fixture.NewVisitorAsync();
        await visitor.SignInAsync(person);
        await visitor.OpenAsync("Hostile");
        var address = (await visitor.Page.GetByTitle("Message body").GetAttributeAsync("src")).ShouldNotBeNull();

        var own = await visitor.Page.APIRequest.GetAsync(address);
        own.Status.ShouldBe(200);
        var policy = own.Headers["content-security-policy"];
        policy.ShouldContain("default-src 'none'");
        policy.ShouldContain("sandbox allow-same-origin allow-popups allow-popups-to-escape-sandbox");
        policy.ShouldNotContain("allow-scripts");
        own.Headers["cache-control"].ShouldContain("no-store");
        own.Headers["referrer-policy"].ShouldBe("no-referrer");

        await using var stranger = await fixture.NewVisitorAsync();
        (await stranger.Page.APIRequest.GetAsync(address)).Status.ShouldBe(401);
        await stranger.SignInAsync(await fixture.NewPersonAsync());
        (await stranger.Page.APIRequest.GetAsync(address)).Status.ShouldBe(404);
    }

    private static MimeMessage HostileMessage(string to)
    {
        var body = new BodyBuilder { TextBody = "The text is shown" };
        var picture = body.LinkedResources.Add("picture.png", Convert.FromBase64String(Pixel), new ContentType("image", "png"));
        picture.ContentId = MimeUtils.GenerateMessageId("sender.example");
        body.HtmlBody = $"""
            <base href="https://evil.example/"><meta http-equiv="refresh" content="0;url=https://evil.example/refresh">
            <p>The text is shown</p><script>parent.canary()</script>
            <img src="cid:{picture.ContentId}" alt="inline picture" width="20" height="20">
            <img src="https://tracker.example/pixel.gif" onerror="parent.canary()">
            <div style="background:url(https://tracker.example/css.png)">x</div>
            <svg onload="parent.canary()"><circle r="9"/></svg><iframe src="https://evil.example/frame"></iframe>
            <form action="https://evil.example/form"><input autofocus onfocus="parent.canary()"></form>
            <a href="javascript:parent.canary()">link</a><object data="https://evil.example/object"></object>
            <link rel="stylesheet" href="https://evil.example/style.css"><style>@import url(https://evil.example/import.css);</style>
            """;
        body.Attachments.Add("Отчёт.html", Encoding.UTF8.GetBytes("<script>parent.canary()</script>"), new ContentType("text", "html"));
        var message = new MimeMessage { Subject = "Hostile", Body = body.ToMessageBody() };
        message.From.Add(new MailboxAddress("A stranger", "stranger@sender.example"));
        message.To.Add(MailboxAddress.Parse(to));
        return message;
    }
}
