using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Webmail.BrowserTests.Infrastructure;
using Webmail.TestKit.Mail;
using static Microsoft.Playwright.Assertions;

namespace Webmail.BrowserTests;

/// <summary>What a person decides for themselves, and that their other pages follow at once.</summary>
public sealed class SettingsTests(BrowserFixture fixture)
{
    [Fact]
    public async Task Appearance_ChangedInOneTab_IsInTheOtherAtOnce()
    {
        var person = await fixture.NewPersonAsync(12);
        await using var visitor = await fixture.NewVisitorAsync();
        await visitor.SignInAsync(person);
        await visitor.ExpectCountAsync(12);
        var row = visitor.Page.GetByRole(AriaRole.Grid, new() { Name = "Messages" }).GetByRole(AriaRole.Row).First;
        var settings = await visitor.Page.Context.NewPageAsync();

        await settings.GotoAsync("/settings");
        await settings.GetByRole(AriaRole.Radio, new() { Name = "Dark" }).CheckAsync(new() { Force = true });
        await settings.GetByRole(AriaRole.Radio, new() { Name = "Compact" }).CheckAsync(new() { Force = true });
        await settings.GetByRole(AriaRole.Radio, new() { Name = "Below" }).CheckAsync(new() { Force = true });
        await SaveAsync(settings, "Appearance");

        await Expect(visitor.Page.Locator("html")).ToHaveAttributeAsync("data-theme", "dark");
        await Eventually.TrueAsync("rows of one line", async () => (await row.BoundingBoxAsync())?.Height is 36);
        await visitor.OpenAsync(SampleMail.Subject(5));
        var (list, reader) = (await visitor.List.BoundingBoxAsync(), await visitor.Article.BoundingBoxAsync());
        reader.ShouldNotBeNull().Y.ShouldBeGreaterThan(list.ShouldNotBeNull().Y + list.Height - 1);
        await visitor.Page.KeepScreenAsync("pane-below-compact-dark");
        await visitor.Page.ExpectAccessibleAsync();

        await settings.GetByRole(AriaRole.Radio, new() { Name = "Larger" }).CheckAsync(new() { Force = true });
        await settings.GetByRole(AriaRole.Radio, new() { Name = "Roomy" }).CheckAsync(new() { Force = true });
        await settings.GetByRole(AriaRole.Radio, new() { Name = "Off", Exact = true }).CheckAsync(new() { Force = true });
        await SaveAsync(settings, "Appearance");
        await Expect(visitor.List).ToBeHiddenAsync();
        await Expect(visitor.Page.Locator("html")).ToHaveAttributeAsync("data-text", "larger");
        await visitor.Page.KeepScreenAsync("pane-off-larger");
        await visitor.Page.GetByRole(AriaRole.Link, new() { Name = "Back to the list" }).ClickAsync();
        await Expect(visitor.List).ToBeVisibleAsync();
        await Eventually.TrueAsync("rows of three large lines", async () => (await row.BoundingBoxAsync())?.Height is 92);
        await visitor.Page.KeepScreenAsync("list-larger");

        await settings.GetByRole(AriaRole.Combobox, new() { Name = "Language" }).SelectOptionAsync("ru");
        await SaveAsync(settings, "Appearance");
        await Expect(visitor.Page.GetByRole(AriaRole.Grid, new() { Name = "Письма" })).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Reading_DelayAndShortcuts_AreKept()
    {
        var person = await fixture.NewPersonAsync(12);
        await using var visitor = await fixture.NewVisitorAsync();
        await visitor.SignInAsync(person);
        await visitor.ExpectCountAsync(12);
        await visitor.Page.GotoAsync("/settings");
        await visitor.Page.GetByRole(AriaRole.Combobox, new() { Name = "An opened message counts as read" }).SelectOptionAsync("-1");
        await SaveAsync(visitor.Page, "Reading");
        await visitor.Page.GetByRole(AriaRole.Switch, new() { Name = "Single-key shortcuts" }).UncheckAsync();
        await SaveAsync(visitor.Page, "Keyboard");
        await visitor.Page.GetByRole(AriaRole.Combobox, new() { Name = "Time zone" }).SelectOptionAsync("Asia/Tokyo");
        await visitor.Page.GetByRole(AriaRole.Radio, new() { Name = "2026-11-21" }).CheckAsync(new() { Force = true });
        await SaveAsync(visitor.Page, "Date and time");

        await visitor.Page.GotoAsync("/mail");
        await visitor.ReadyAsync();
        await visitor.OpenAsync(SampleMail.Subject(11));
        await Expect(visitor.Body.GetByText("Ref: 000011").First).ToBeVisibleAsync();
        await Expect(visitor.Row(SampleMail.Subject(11))).ToHaveAttributeAsync("aria-label", new Regex("^unread, .*20\\d\\d-\\d\\d-\\d\\d"));
        await visitor.Page.Keyboard.PressAsync("c");
        await visitor.Page.Keyboard.PressAsync("u");
        await Expect(visitor.Composer).ToBeHiddenAsync();
        await visitor.Page.Keyboard.PressAsync("ArrowDown");
        await Expect(visitor.Article).Not.ToHaveAttributeAsync("aria-label", SampleMail.Subject(11));

        await visitor.Page.GotoAsync("/settings");
        await visitor.Page.GetByRole(AriaRole.Combobox, new() { Name = "An opened message counts as read" }).SelectOptionAsync("2");
        await SaveAsync(visitor.Page, "Reading");
        await visitor.Page.GotoAsync("/mail");
        await visitor.ReadyAsync();
        await visitor.OpenAsync(SampleMail.Subject(10));
        await Expect(visitor.Row(SampleMail.Subject(10))).Not.ToHaveAttributeAsync("aria-label", new Regex("^unread"));
    }

    [Fact]
    public async Task Sessions_OthersSignedOut_TheirOpenPageCloses()
    {
        var person = await fixture.NewPersonAsync(2);
        await using var here = await fixture.NewVisitorAsync();
        await here.SignInAsync(person);
        await using var elsewhere = await fixture.NewVisitorAsync(Device.Phone);
        await elsewhere.SignInAsync(person);

        await here.Page.GotoAsync("/settings/security");
        await Expect(here.Page.GetByRole(AriaRole.List, new() { Name = "Where you are signed in" }).GetByRole(AriaRole.Listitem)).ToHaveCountAsync(2);
        await here.Page.GetByRole(AriaRole.Button, new() { Name = "Sign out all others" }).ClickAsync();

        await elsewhere.Page.WaitForURLAsync(new Regex("/login"));
        await Expect(here.Page.GetByRole(AriaRole.List, new() { Name = "Where you are signed in" }).GetByRole(AriaRole.Listitem)).ToHaveCountAsync(1);
        await here.Page.GotoAsync("/mail");
        await here.ReadyAsync();
    }

    [Fact]
    public async Task SecondStepAndPasskey_SetUp_AreWaysIn()
    {
        await using var webmail = await fixture.StartWebmailAsync();
        await using var admin = await fixture.NewVisitorAsync(webmail: webmail);
        var address = new UriBuilder(webmail.Address) { Host = "localhost" }.Uri;
        var page = admin.Page;
        await page.SetUpAsync(webmail);
        // Passkeys belong to a name, not to a number.
        await page.GotoAsync(new Uri(address, "/login").ToString());
        await admin.TrySignInAsync(Administrator.Login, Administrator.Password);
        await page.WaitForURLAsync(new Regex("/mail"));
        var device = await page.Context.NewCDPSessionAsync(page);
        await device.SendAsync("WebAuthn.enable");
        await device.SendAsync("WebAuthn.addVirtualAuthenticator", new Dictionary<string, object>
        {
            ["options"] = new { protocol = "ctap2", transport = "internal", hasResidentKey = true, hasUserVerification = true, isUserVerified = true, automaticPresenceSimulation = true },
        });

        await page.GotoAsync(new Uri(address, "/settings/security").ToString());
        await page.GetByRole(AriaRole.Textbox, new() { Name = "Name of the passkey" }).FillAsync("Laptop");
        await page.GetByRole(AriaRole.Button, new() { Name = "Add passkey" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.List, new() { Name = "Passkeys" }).GetByText("Laptop")).ToBeVisibleAsync();

        await page.GetByRole(AriaRole.Link, new() { Name = "Set up" }).ClickAsync();
        var key = (await page.GetByRole(AriaRole.Code).InnerTextAsync()).Replace(" ", string.Empty, StringComparison.Ordinal);
        await page.GetByRole(AriaRole.Textbox, new() { Name = "Code" }).FillAsync("000000");
        await page.GetByRole(AriaRole.Button, new() { Name = "Switch on" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Alert)).ToBeVisibleAsync();
        await page.KeepScreenAsync("second-step");
        await page.ExpectAccessibleAsync();
        await page.GetByRole(AriaRole.Textbox, new() { Name = "Code" }).FillAsync(AppCode.Of(key));
        await page.GetByRole(AriaRole.Button, new() { Name = "Switch on" }).ClickAsync();
        var codes = await page.GetByRole(AriaRole.List, new() { Name = "Recovery codes" }).GetByRole(AriaRole.Listitem).AllInnerTextsAsync();
        codes.Count.ShouldBe(10);

        await SignOutAsync(page, address);
        await admin.TrySignInAsync(Administrator.Login, Administrator.Password);
        await page.WaitForURLAsync(new Regex("/login/second"));
        await page.GetByRole(AriaRole.Textbox, new() { Name = "Code" }).FillAsync("not a code");
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();
        await Expect(admin.Alert).ToContainTextAsync("The code is wrong");
        await page.ExpectAccessibleAsync();
        await page.GetByRole(AriaRole.Textbox, new() { Name = "Code" }).FillAsync(codes[0]);
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();
        await page.WaitForURLAsync(new Regex("/mail"));

        await SignOutAsync(page, address);
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in with a passkey" }).ClickAsync();
        await page.WaitForURLAsync(new Regex("/mail"));
        await page.GotoAsync(new Uri(address, "/admin/audit").ToString());
        await Expect(page.GetByRole(AriaRole.Rowheader).Filter(new() { HasText = "Passkey added" })).ToContainTextAsync("Laptop");
    }

    [Fact]
    public async Task Mailbox_NamedOrderedAndSendingByItsOwnPassword()
    {
        var person = await fixture.NewPersonAsync(2);
        var second = await fixture.NewPersonAsync(1);
        await using var visitor = await fixture.NewVisitorAsync();
        await visitor.SignInAsync(person);
        await visitor.Page.GotoAsync("/settings/accounts/add");
        await visitor.Page.GetByRole(AriaRole.Textbox, new() { Name = "Email address" }).FillAsync(second.Address);
        await visitor.Page.GetByRole(AriaRole.Textbox, new() { Name = "Password", Exact = true }).FillAsync(second.Password);
        await visitor.Page.GetByRole(AriaRole.Button, new() { Name = "Add account" }).ClickAsync();
        await visitor.ExpectStatusAsync("The mailbox was added");

        await visitor.Page.GetByRole(AriaRole.Button, new() { Name = $"Move {second.Address} up" }).ClickAsync();
        await Expect(visitor.Page.GetByRole(AriaRole.Listitem).First).ToContainTextAsync(second.Address);
        await visitor.Page.GetByRole(AriaRole.Link, new() { Name = second.Address, Exact = true }).ClickAsync();
        await Eventually.TrueAsync("how full its server says it is", async () =>
        {
            await visitor.Page.ReloadAsync();
            return await visitor.Page.GetByRole(AriaRole.Meter).CountAsync() == 1;
        });
        var naming = visitor.Page.GetByRole(AriaRole.Region, new() { Name = "Name" });
        await naming.GetByRole(AriaRole.Textbox).FillAsync("Warehouse");
        await naming.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await Expect(visitor.Page.GetByRole(AriaRole.Heading, new() { Name = "Warehouse" })).ToBeVisibleAsync();

        var sending = visitor.Page.GetByRole(AriaRole.Region, new() { Name = "Sending" });
        await sending.GetByRole(AriaRole.Textbox, new() { Name = "User name" }).FillAsync(person.Address);
        await sending.GetByLabel("Password for sending").FillAsync("not the password");
        await sending.GetByRole(AriaRole.Button, new() { Name = "Test and save" }).ClickAsync();
        await Expect(visitor.Alert).ToBeVisibleAsync();
        await sending.GetByLabel("Password for sending").FillAsync(person.Password);
        await sending.GetByRole(AriaRole.Button, new() { Name = "Test and save" }).ClickAsync();
        await Expect(sending.GetByText("has a user name and password of its own")).ToBeVisibleAsync();
        (await visitor.Page.ContentAsync()).ShouldNotContain(person.Password);
        await sending.GetByRole(AriaRole.Button, new() { Name = "Send by the mailbox’s own password" }).ClickAsync();
        await Expect(sending.GetByText("Mail is sent with the user name and password it is read with")).ToBeVisibleAsync();

        await visitor.Page.GotoAsync("/mail");
        await visitor.ReadyAsync();
        await Expect(visitor.Page.GetByRole(AriaRole.Treeitem, new() { Name = $"Warehouse, {second.Address}" })).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Notifications_SwitchedOn_TellOfNewMail_ButNotOfAQuietMailbox()
    {
        var person = await fixture.NewPersonAsync(1);
        await using var visitor = await fixture.NewVisitorAsync();
        // A browser without a screen shows no notes: this one writes them down. Nobody looks at its pages.
        await visitor.Page.Context.AddInitScriptAsync("""
            window.notes = [];
            Document.prototype.hasFocus = () => false;
            window.Notification = class { static permission = "granted"; static requestPermission() { return Promise.resolve("granted"); } constructor(title, options) { window.notes.push(`${title}: ${options.body}`); } };
            """);
        await visitor.SignInAsync(person);
        await visitor.ExpectCountAsync(1);
        var settings = await visitor.Page.Context.NewPageAsync();
        await settings.GotoAsync("/settings/notifications");
        await settings.GetByRole(AriaRole.Switch, new() { NameRegex = new Regex("^Tell me of new mail") }).CheckAsync();
        await SaveNotificationsAsync(settings);

        await fixture.Mail.DeliverAsync(person.Address, SampleMail.Create(4, 5, person.Address));
        await visitor.ExpectCountAsync(2);
        await Eventually.TrueAsync("a note", async () => await visitor.Page.EvaluateAsync<int>("() => window.notes.length") == 1);
        (await visitor.Page.EvaluateAsync<string>("() => window.notes[0]")).ShouldContain(SampleMail.Subject(4));

        await settings.GetByRole(AriaRole.Switch, new() { NameRegex = new Regex("^Notifications of") }).UncheckAsync();
        await SaveNotificationsAsync(settings);
        await fixture.Mail.DeliverAsync(person.Address, SampleMail.Create(6, 7, person.Address));
        await visitor.ExpectCountAsync(3);
        await settings.GetByRole(AriaRole.Switch, new() { NameRegex = new Regex("^Notifications of") }).CheckAsync();
        await SaveNotificationsAsync(settings);
        await fixture.Mail.DeliverAsync(person.Address, SampleMail.Create(8, 9, person.Address));
        await Eventually.TrueAsync("the next note", async () => await visitor.Page.EvaluateAsync<int>("() => window.notes.length") > 1);
        (await visitor.Page.EvaluateAsync<string[]>("() => window.notes"))[1..].ShouldHaveSingleItem().ShouldContain(SampleMail.Subject(8));
    }

    [Theory]
    [InlineData(ColorScheme.Light, Device.Desktop, "ru-RU")]
    [InlineData(ColorScheme.Dark, Device.Phone, "en-US")]
    public async Task Pages_WithMail_NoViolations(ColorScheme theme, Device device, string locale)
    {
        var person = await fixture.NewPersonAsync(3);
        await using var visitor = await fixture.NewVisitorAsync(device, locale, theme);
        await visitor.SignInAsync(person);
        await visitor.Page.GotoAsync("/settings/accounts");
        var account = await visitor.Page.Locator("a.account-link").First.GetAttributeAsync("href");
        var suffix = $"{device}-{theme}".ToLowerInvariant();
        foreach (var page in new[] { "/settings", "/settings/profile", "/settings/accounts", account.ShouldNotBeNull(), "/settings/accounts/add", "/settings/notifications", "/settings/security", "/settings/queue" })
        {
            await visitor.Page.GotoAsync(page);
            await visitor.Page.KeepScreenAsync($"{(page == account ? "settings-account" : page[1..].Replace('/', '-'))}-{suffix}");
            await visitor.Page.ExpectAccessibleAsync();
            (await visitor.Page.EvaluateAsync<bool>("() => document.documentElement.scrollWidth <= document.documentElement.clientWidth")).ShouldBeTrue($"{page} is wider than the screen");
        }
    }

    private static async Task SaveNotificationsAsync(IPage page)
    {
        var save = page.GetByRole(AriaRole.Button, new() { Name = "Save" });
        await page.RunAndWaitForResponseAsync(() => save.ClickAsync(), answer => answer.Request.Method == "GET" && answer.Url.Contains("saved=", StringComparison.Ordinal));
        await page.WaitForLoadStateAsync();
    }

    private static async Task SaveAsync(IPage page, string section)
    {
        var region = page.GetByRole(AriaRole.Region, new() { Name = section });
        var save = region.GetByRole(AriaRole.Button, new() { Name = "Save" });
        // The page that comes back, not the one that was left.
        await page.RunAndWaitForResponseAsync(() => save.ClickAsync(), answer => answer.Request.Method == "GET" && answer.Url.Contains("saved=", StringComparison.Ordinal));
        await page.WaitForLoadStateAsync();
        await Expect(page.GetByRole(AriaRole.Status).Filter(new() { HasTextRegex = new Regex("Saved|Сохранено") })).ToBeVisibleAsync();
    }

    private static async Task SignOutAsync(IPage page, Uri address)
    {
        await page.GotoAsync(new Uri(address, "/settings").ToString());
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign out", Exact = true }).ClickAsync();
        await page.WaitForURLAsync(new Regex("/login"));
    }
}
