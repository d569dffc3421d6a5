using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using MimeKit;
using Webmail.BrowserTests.Infrastructure;
using static Microsoft.Playwright.Assertions;

namespace Webmail.BrowserTests;

/// <summary>A PDF of a stranger is looked at in a frame that can reach nothing.</summary>
public sealed class PdfTests(BrowserFixture fixture)
{
    [Fact]
    public async Task Preview_OfAPdf_ShowsItsPages()
    {
        var person = await fixture.NewPersonAsync();
        await fixture.Mail.DeliverAsync(person.Address, Message(person.Address, "Plan.pdf", Pdf("First page", "Second page")));
        await using var visitor = await fixture.NewVisitorAsync();
        await visitor.SignInAsync(person);
        await visitor.OpenAsync("With a file");

        var tab = await visitor.Page.Context.RunAndWaitForPageAsync(() => visitor.Page.GetByRole(AriaRole.Button, new() { Name = "Preview Plan.pdf" }).ClickAsync());

        var frame = tab.GetByTitle("Plan.pdf").ContentFrame;
        var first = frame.GetByLabel("Page 1 of 2");
        await Expect(first).ToContainTextAsync("First page");
        (await first.Locator("canvas").EvaluateAsync<bool>("canvas => new Uint8Array(canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data.buffer).some(value => value < 128)")).ShouldBeTrue();
        await frame.GetByLabel("Page 2 of 2").ScrollIntoViewIfNeededAsync();
        await Expect(frame.GetByLabel("Page 2 of 2")).ToContainTextAsync("Second page");
        await Expect(tab.GetByRole(AriaRole.Main)).ToHaveAttributeAsync("aria-busy", "false");
        await Expect(tab.GetByRole(AriaRole.Link, new() { Name = "Save file" })).ToHaveAttributeAsync("href", new Regex("/parts/"));
        await tab.ExpectAccessibleAsync();
        await tab.KeepScreenAsync("pdf");

        // Neither what is ours nor anybody else's is within its reach.
        var inner = tab.Frames.Single(candidate => candidate.Url.EndsWith("/pdf-view", StringComparison.Ordinal));
        (await inner.EvaluateAsync<string>("origin")).ShouldBe("null");
        (await inner.EvaluateAsync<bool>("fetch('/api/people').then(() => true, () => false)")).ShouldBeFalse();
        (await inner.EvaluateAsync<bool>("(() => { try { return !!parent.document } catch { return false } })()")).ShouldBeFalse();
    }

    [Fact]
    public async Task Preview_OfWhatIsNone_SaysWhatToDo()
    {
        var person = await fixture.NewPersonAsync();
        await fixture.Mail.DeliverAsync(person.Address, Message(person.Address, "Broken.pdf", Encoding.ASCII.GetBytes("%PDF-1.4\nnothing that makes sense")));
        await using var visitor = await fixture.NewVisitorAsync(locale: "ru-RU");
        await visitor.SignInAsync(person);
        await visitor.OpenAsync("With a file");

        var tab = await visitor.Page.Context.RunAndWaitForPageAsync(() => visitor.Page.GetByRole(AriaRole.Button, new() { NameRegex = new Regex("Broken\\.pdf") }).ClickAsync());

        await Expect(tab.GetByRole(AriaRole.Alert)).ToContainTextAsync("Сохраните его");
        await Expect(tab.GetByRole(AriaRole.Link, new() { Name = "Сохранить файл" })).ToBeVisibleAsync();
    }

    private static MimeMessage Message(string to, string name, byte[] file)
    {
        var body = new BodyBuilder { TextBody = "See the file" };
        body.Attachments.Add(name, file, new ContentType("application", "pdf"));
        return new MimeMessage([new MailboxAddress("A stranger", "stranger@sender.example")], [MailboxAddress.Parse(to)], "With a file", body.ToMessageBody());
    }

    /// <summary>A page a text.</summary>
    private static byte[] Pdf(params IReadOnlyList<string> pages)
    {
        var objects = new List<string>
        {
            "<< /Type /Catalog /Pages 2 0 R >>",
            $"<< /Type /Pages /Kids [{string.Join(' ', pages.Select((_, i) => FormattableString.Invariant($"{4 + (2 * i)} 0 R")))}] /Count {pages.Count.ToString(CultureInfo.InvariantCulture)} >>",
            "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        };
        foreach (var text in pages)
        {
            var content = $"BT /F1 48 Tf 72 700 Td ({text}) Tj ET";
            objects.Add(FormattableString.Invariant($"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 3 0 R >> >> /Contents {objects.Count + 2} 0 R >>"));
            objects.Add(FormattableString.Invariant($"<< /Length {content.Length} >>\nstream\n{content}\nendstream"));
        }

        var file = new StringBuilder("%PDF-1.4\n");
        var places = new List<int>();
        for (var i = 0; i < objects.Count; i++)
        {
            places.Add(file.Length);
            file.Append(CultureInfo.InvariantCulture, $"{i + 1} 0 obj\n{objects[i]}\nendobj\n");
        }

        var table = file.Length;
        file.Append(CultureInfo.InvariantCulture, $"xref\n0 {objects.Count + 1}\n0000000000 65535 f \n");
        foreach (var place in places)
            file.Append(CultureInfo.InvariantCulture, $"{place:D10} 00000 n \n");
        file.Append(CultureInfo.InvariantCulture, $"trailer << /Size {objects.Count + 1} /Root 1 0 R >>\nstartxref\n{table}\n%%EOF\n");
        return Encoding.ASCII.GetBytes(file.ToString());
    }
}
