using Microsoft.Playwright;
using MimeKit;
using Webmail.BrowserTests.Infrastructure;
using static Microsoft.Playwright.Assertions;

namespace Webmail.BrowserTests;

/// <summary>Formatting, sending later, taking back from another window, and what is asked before a message leaves.</summary>
public sealed class WritingTests(BrowserFixture fixture)
{
    [Theory]
    [InlineData(Device.Desktop)]
    [InlineData(Device.Phone)]
    public async Task Write_WithFormatting_ArrivesAsTextAndHtml(Device device)
    {
        var anna = await fixture.NewPersonAsync();
        var boris = await fixture.NewPersonAsync();
        await using var visitor = await fixture.NewVisitorAsync(device);
        await visitor.SignInAsync(anna);
        await StartAsync(visitor, boris.Address, "With formatting");

        await visitor.ComposerText.ClickAsync();
        await Format(visitor, "Bold").ClickAsync();
        await visitor.Page.Keyboard.TypeAsync("Важно");
        await Format(visitor, "Bold").ClickAsync();
        await visitor.Page.Keyboard.TypeAsync(" plain");
        await Expect(Format(visitor, "Bold")).ToHaveAttributeAsync("aria-pressed", "false");
        await visitor.Page.KeepScreenAsync($"compose-rich-{device}");
        await visitor.Page.ExpectAccessibleAsync();
        await visitor.ComposerText.PressAsync("Control+Enter");
        await visitor.ExpectStatusAsync("Message sent");

        var message = await ReceivedAsync(boris.Address, "With formatting");
        message.HtmlBody.ShouldNotBeNull().ShouldContain("<b>Важно</b>");
        message.TextBody.ShouldNotBeNull().Trim().ShouldBe("Важно plain");
        visitor.Errors.ShouldBeEmpty();
    }

    [Fact]
    public async Task Paste_FromAWordProcessor_KeepsWhatMailCanCarry()
    {
        var anna = await fixture.NewPersonAsync();
        await using var visitor = await fixture.NewVisitorAsync();
        await visitor.SignInAsync(anna);
        await StartAsync(visitor, "x@example.test", "Pasted");

        await PasteAsync(visitor, """
            <html xmlns:o="urn:schemas-microsoft-com:office:office"><head><style>p.MsoNormal{margin:0cm}</style></head><body><!--StartFragment-->
            <p class="MsoNormal" style="mso-fareast-language:EN-US;color:#C00000"><b>Итого</b><o:p></o:p></p>
            <table class="MsoTableGrid" border="1"><tr><td width="100" onclick="alert(1)"><p>A1</p></td><td>B1</td></tr></table>
            <img src="https://tracker.example/pixel.gif" alt=""><script>alert(1)</script><a href="javascript:alert(1)">bad</a>
            <!--EndFragment--></body></html>
            """);

        await Expect(visitor.ComposerText.GetByRole(AriaRole.Cell, new() { Name = "A1" })).ToBeVisibleAsync();
        var html = await visitor.ComposerText.InnerHTMLAsync();
        html.ShouldContain("<b>Итого</b>");
        foreach (var bad in new[] { "Mso", "mso-", "o:p", "script", "onclick", "tracker.example", "javascript" })
            html.ShouldNotContain(bad);
    }

    [Fact]
    public async Task Paste_FromASpreadsheet_KeepsTheTable()
    {
        var anna = await fixture.NewPersonAsync();
        await using var visitor = await fixture.NewVisitorAsync();
        await visitor.SignInAsync(anna);
        await StartAsync(visitor, "x@example.test", "Pasted cells");

        await PasteAsync(visitor, """
            <html xmlns:v="urn:schemas-microsoft-com:vml" xmlns:x="urn:schemas-microsoft-com:office:excel"><head><meta name=ProgId content=Excel.Sheet>
            <style><!--table {mso-displayed-decimal-separator:"\,";} .xl65 {mso-number-format:"0\.00"; background:#FFFF00;}--></style></head>
            <body link="#0563C1"><table border=0 cellpadding=0 cellspacing=0 width=192 style='border-collapse:collapse;width:144pt'>
            <!--StartFragment--><col width=64 span=2 style='width:48pt'><tr height=20 style='height:15.0pt'>
            <td height=20 class=xl65 width=64 style='height:15.0pt;width:48pt;background:yellow;mso-ignore:colspan'>Товар</td><td class=xl66 align=right style='color:#C00000;font-weight:700' x:num="12.5">12,50</td></tr>
            <!--EndFragment--></table></body></html>
            """);

        await Expect(visitor.ComposerText.GetByRole(AriaRole.Cell, new() { Name = "Товар" })).ToBeVisibleAsync();
        await Expect(visitor.ComposerText.GetByRole(AriaRole.Cell, new() { Name = "12,50" })).ToBeVisibleAsync();
        var html = await visitor.ComposerText.InnerHTMLAsync();
        html.ShouldContain("color");
        foreach (var bad in new[] { "xl65", "mso", "x:num", "ProgId", "StartFragment" })
            html.ShouldNotContain(bad);
    }

    [Fact]
    public async Task Paste_FromGoogleDocs_IsNotBoldAllOver()
    {
        var anna = await fixture.NewPersonAsync();
        await using var visitor = await fixture.NewVisitorAsync();
        await visitor.SignInAsync(anna);
        await StartAsync(visitor, "x@example.test", "Pasted document");

        await PasteAsync(visitor, """
            <meta charset="utf-8"><b style="font-weight:normal;" id="docs-internal-guid-1f2e3d4c-7fff-1234-5678-9abcdef01234">
            <p dir="ltr" style="line-height:1.38;margin-top:0pt;margin-bottom:0pt;"><span style="font-size:11pt;font-family:Arial,sans-serif;color:#000000;font-weight:400;font-style:normal;white-space:pre-wrap;">Plain, </span><span style="font-size:11pt;font-weight:700;">strong</span></p>
            <ul style="margin-top:0;margin-bottom:0;"><li dir="ltr" style="list-style-type:disc;" aria-level="1"><p dir="ltr" role="presentation"><span>An item</span></p></li></ul></b><br class="Apple-interchange-newline">
            """);

        await Expect(visitor.ComposerText.GetByText("Plain,")).ToHaveCSSAsync("font-weight", "400");
        await Expect(visitor.ComposerText.GetByText("strong", new() { Exact = true })).ToHaveCSSAsync("font-weight", "700");
        await Expect(visitor.ComposerText.GetByRole(AriaRole.Listitem)).ToContainTextAsync("An item");
        (await visitor.ComposerText.InnerHTMLAsync()).ShouldNotContain("docs-internal");
    }

    [Fact]
    public async Task PlainText_SwitchedTo_KeepsTheWordsAndLeavesAsTextOnly()
    {
        var anna = await fixture.NewPersonAsync();
        var boris = await fixture.NewPersonAsync();
        await using var visitor = await fixture.NewVisitorAsync();
        await visitor.SignInAsync(anna);
        await StartAsync(visitor, boris.Address, "Only text");
        await visitor.ComposerText.ClickAsync();
        await visitor.Page.Keyboard.TypeAsync("One line");

        await visitor.Button("Plain text").ClickAsync();
        await Expect(visitor.ComposerText).ToHaveTextAsync("One line");
        await Expect(visitor.Page.GetByRole(AriaRole.Toolbar, new() { Name = "Formatting" })).ToBeHiddenAsync();
        await visitor.ComposerText.PressAsync("Control+Enter");
        await visitor.ExpectStatusAsync("Message sent");

        var message = await ReceivedAsync(boris.Address, "Only text");
        message.HtmlBody.ShouldBeNull();
        message.TextBody.ShouldNotBeNull().Trim().ShouldBe("One line");
    }

    [Fact]
    public async Task Picture_InTheText_ArrivesInsideIt()
    {
        var anna = await fixture.NewPersonAsync();
        var boris = await fixture.NewPersonAsync();
        await using var visitor = await fixture.NewVisitorAsync();
        await visitor.SignInAsync(anna);
        await StartAsync(visitor, boris.Address, "With a picture");
        await visitor.ComposerText.ClickAsync();
        await visitor.Page.Keyboard.TypeAsync("Look:");

        var chooser = await visitor.Page.RunAndWaitForFileChooserAsync(() => Format(visitor, "Insert a picture").ClickAsync());
        await chooser.SetFilesAsync(new FilePayload
        {
            Name = "dot.png",
            MimeType = "image/png",
            Buffer = Convert.FromBase64String("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="),
        });
        await Expect(visitor.ComposerText.GetByRole(AriaRole.Img, new() { Name = "dot.png" })).ToBeVisibleAsync();
        await visitor.Button("Send").ClickAsync();
        await visitor.ExpectStatusAsync("Message sent");

        var message = await ReceivedAsync(boris.Address, "With a picture");
        var picture = message.BodyParts.OfType<MimePart>().Single(part => part.ContentType.MediaType == "image");
        message.HtmlBody.ShouldNotBeNull().ShouldContain($"cid:{picture.ContentId}");
        message.Attachments.ShouldBeEmpty();
        visitor.Errors.ShouldBeEmpty();
    }

    [Fact]
    public async Task ScheduleSend_TomorrowMorning_WaitsInScheduledAndCanBeEditedAgain()
    {
        var anna = await fixture.NewPersonAsync(1);
        await using var visitor = await fixture.NewVisitorAsync();
        await visitor.SignInAsync(anna);
        await StartAsync(visitor, "x@example.test", "Later");

        await visitor.Button("Schedule send").ClickAsync();
        await visitor.Page.KeepScreenAsync("compose-schedule");
        await visitor.Page.GetByRole(AriaRole.Menuitem, new() { Name = "Tomorrow morning" }).ClickAsync();
        await visitor.ExpectStatusAsync("Leaves");
        await visitor.Page.GotoAsync("/mail/scheduled");
        await visitor.ReadyAsync();
        // The browser is in Moscow; the server need not be.
        await Expect(visitor.Row("Later")).ToContainTextAsync("08:00");
        await visitor.Page.KeepScreenAsync("mail-scheduled");
        await visitor.Row("Later").GetByRole(AriaRole.Button, new() { Name = "Take back and edit" }).ClickAsync();

        await Expect(visitor.Composer.GetByRole(AriaRole.Textbox, new() { Name = "Subject" })).ToHaveValueAsync("Later");
        await Expect(visitor.Row("Later")).Not.ToBeVisibleAsync();
    }

    [Fact]
    public async Task Undo_InAnotherWindow_OpensTheDraftThere()
    {
        var anna = await fixture.NewPersonAsync();
        var boris = await fixture.NewPersonAsync();
        await using var webmail = await fixture.StartWebmailAsync(KeyValuePair.Create("Webmail__Outbox__UndoSeconds", "25"));
        await using var first = await fixture.NewVisitorAsync(webmail: webmail);
        await using var second = await fixture.NewVisitorAsync(webmail: webmail);
        await first.SignInAsync(anna);
        await second.SignInAsync(anna);
        await StartAsync(first, boris.Address, "From elsewhere");

        await first.ComposerText.PressAsync("Control+Enter");
        await second.ExpectStatusAsync("Message sent");
        await second.Undo.ClickAsync();

        await Expect(second.Composer.GetByRole(AriaRole.Textbox, new() { Name = "Subject" })).ToHaveValueAsync("From elsewhere");
        (await fixture.Mail.FolderAsync(boris.Address, "INBOX")).ShouldBeEmpty();
    }

    [Fact]
    public async Task Send_WithoutSubjectAndForgottenFile_AsksFirst()
    {
        var anna = await fixture.NewPersonAsync();
        var boris = await fixture.NewPersonAsync();
        await using var visitor = await fixture.NewVisitorAsync();
        await visitor.SignInAsync(anna);
        await StartAsync(visitor, boris.Address, "");
        await visitor.ComposerText.FillAsync("The plan is attached.");

        await visitor.Button("Send").ClickAsync();

        await Expect(visitor.Composer.GetByRole(AriaRole.Alert)).ToContainTextAsync("The subject is empty");
        await Expect(visitor.Composer.GetByRole(AriaRole.Alert)).ToContainTextAsync("speaks of an attachment");
        await visitor.Button("Not yet").ClickAsync();
        await Expect(visitor.Composer).ToBeVisibleAsync();
        await visitor.Button("Send").ClickAsync();
        await visitor.Button("Send anyway").ClickAsync();
        await visitor.ExpectStatusAsync("Message sent");
    }

    [Fact]
    public async Task Refused_ByTheServer_IsExplainedInTheOutboxAndBackAsADraft()
    {
        var anna = await fixture.NewPersonAsync(1);
        await using var visitor = await fixture.NewVisitorAsync();
        await visitor.SignInAsync(anna);
        await StartAsync(visitor, "nobody-there@test.local", "To nobody");

        await visitor.ComposerText.PressAsync("Control+Enter");
        await visitor.ExpectStatusAsync("Message sent");
        await visitor.ExpectStatusAsync("back in Drafts");
        await visitor.Page.GotoAsync("/mail/outbox");
        await visitor.ReadyAsync();
        await Expect(visitor.Row("To nobody")).ToContainTextAsync("no such address");
        await visitor.Page.KeepScreenAsync("mail-outbox-refused");
        await visitor.Row("To nobody").GetByRole(AriaRole.Button, new() { Name = "Edit" }).ClickAsync();

        await Expect(visitor.Composer.GetByRole(AriaRole.Textbox, new() { Name = "Subject" })).ToHaveValueAsync("To nobody");
    }

    [Fact]
    public async Task Draft_Closed_IsOnTheServerOnce_AndGoneWhenSent()
    {
        var anna = await fixture.NewPersonAsync(1);
        var boris = await fixture.NewPersonAsync();
        await using var visitor = await fixture.NewVisitorAsync();
        await visitor.SignInAsync(anna);
        await StartAsync(visitor, boris.Address, "On the server");
        await visitor.ComposerText.FillAsync("First version");
        await visitor.Button("Close, draft is kept").First.ClickAsync();
        await fixture.Mail.HoldsAsync(anna.Address, "Drafts", "On the server");

        await visitor.Page.GotoAsync("/mail/drafts");
        await visitor.ReadyAsync();
        await visitor.ExpectCountAsync(1);
        await visitor.Row("On the server").ClickAsync();
        await Expect(visitor.ComposerText).ToContainTextAsync("First version");
        await visitor.ComposerText.PressAsync("Control+End");
        await visitor.Page.Keyboard.TypeAsync(", second version");
        await visitor.Button("Close, draft is kept").First.ClickAsync();
        await Eventually.TrueAsync("the server has the second version only", async () => await TextsAsync(anna.Address, "Drafts") is [var only] && only.Contains("second version", StringComparison.Ordinal));

        // The list follows: its row is the new copy then.
        await Expect(visitor.Row("On the server")).ToContainTextAsync("second version", new() { Timeout = 15_000 });
        await visitor.ExpectCountAsync(1);
        await visitor.Row("On the server").ClickAsync();
        await visitor.ComposerText.PressAsync("Control+Enter");
        await visitor.ExpectStatusAsync("Message sent");
        await fixture.Mail.HoldsAsync(boris.Address, "INBOX", "On the server");
        await Eventually.TrueAsync("no copy is left", async () => (await fixture.Mail.FolderAsync(anna.Address, "Drafts")).Count == 0);
        await visitor.ExpectCountAsync(0);
    }

    [Fact]
    public async Task Draft_OfAnotherProgram_OpensWithItsRecipients()
    {
        var anna = await fixture.NewPersonAsync(1);
        var letter = new MimeMessage { Subject = "Begun elsewhere", Body = new TextPart("plain") { Text = "Half a letter" }, MessageId = "other@program" };
        letter.To.Add(MailboxAddress.Parse("x@example.test"));
        letter.Bcc.Add(MailboxAddress.Parse("hidden@example.test"));
        using (var client = await fixture.Mail.ImapClientAsync(anna.Address))
            await (await client.GetFolderAsync("Drafts")).AppendAsync(new MailKit.AppendRequest(letter, MailKit.MessageFlags.Draft));
        await using var visitor = await fixture.NewVisitorAsync();
        await visitor.SignInAsync(anna);
        await visitor.Page.GotoAsync("/mail/drafts");
        await visitor.ReadyAsync();

        await visitor.Row("Begun elsewhere").ClickAsync();

        await Expect(visitor.ComposerText).ToContainTextAsync("Half a letter");
        await Expect(visitor.Composer).ToContainTextAsync("hidden@example.test");
    }

    [Fact]
    public async Task Draft_OpenInTwoWindows_TheSecondReadsUntilItTakesOver()
    {
        var anna = await fixture.NewPersonAsync(1);
        await using var first = await fixture.NewVisitorAsync();
        await using var second = await fixture.NewVisitorAsync();
        await first.SignInAsync(anna);
        await second.SignInAsync(anna);
        await StartAsync(first, "", "Two windows");
        await first.ExpectStatusAsync("Draft saved");
        await first.ComposerText.FillAsync("From the first");
        await Expect(first.Composer.GetByText("Draft saved").Last).ToBeVisibleAsync();

        await second.Page.GotoAsync("/mail/drafts");
        await second.ReadyAsync();
        await second.Row("Two windows").ClickAsync();
        await Expect(second.Composer.GetByText("edited in another window")).ToBeVisibleAsync();
        await second.Button("Take over").ClickAsync();
        await Expect(second.Composer.GetByText("edited in another window")).ToBeHiddenAsync();
        await first.ComposerText.PressAsync("End");
        await first.Page.Keyboard.TypeAsync("!");

        await Expect(first.Composer.GetByText("edited in another window")).ToBeVisibleAsync();
    }

    private static ILocator Format(Visitor visitor, string name) =>
        visitor.Page.GetByRole(AriaRole.Toolbar, new() { Name = "Formatting" }).GetByRole(AriaRole.Button, new() { Name = name, Exact = true });

    private static async Task StartAsync(Visitor visitor, string to, string subject)
    {
        await visitor.Compose.ClickAsync();
        await visitor.Composer.GetByRole(AriaRole.Combobox, new() { Name = "To", Exact = true }).FillAsync(to);
        await visitor.Composer.GetByRole(AriaRole.Textbox, new() { Name = "Subject" }).FillAsync(subject);
    }

    private static async Task PasteAsync(Visitor visitor, string html) => await visitor.ComposerText.EvaluateAsync(
        """
        (element, html) => {
          element.focus();
          const data = new DataTransfer();
          data.setData("text/html", html);
          data.setData("text/plain", "plain");
          element.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
        }
        """,
        html);

    private async Task<IReadOnlyList<string>> TextsAsync(string address, string folder)
    {
        using var client = await fixture.Mail.ImapClientAsync(address);
        var opened = await client.GetFolderAsync(folder);
        await opened.OpenAsync(MailKit.FolderAccess.ReadOnly);
        var texts = new List<string>();
        for (var i = 0; i < opened.Count; i++)
            texts.Add((await opened.GetMessageAsync(i)).TextBody ?? "");
        return texts;
    }

    private async Task<MimeMessage> ReceivedAsync(string address, string subject)
    {
        await fixture.Mail.HoldsAsync(address, "INBOX", subject);
        using var client = await fixture.Mail.ImapClientAsync(address);
        var inbox = client.Inbox.ShouldNotBeNull();
        await inbox.OpenAsync(MailKit.FolderAccess.ReadOnly);
        return await inbox.GetMessageAsync(0);
    }
}
