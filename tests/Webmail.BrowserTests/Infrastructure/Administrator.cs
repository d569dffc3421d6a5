using Microsoft.Playwright;
using Webmail.TestKit.Product;

namespace Webmail.BrowserTests.Infrastructure;

/// <summary>Becomes the administrator of a new installation, in any language.</summary>
internal static class Administrator
{
    public const string Login = "admin@company.test";
    public const string Password = "a long local password";

    public static async Task SetUpAsync(this IPage page, WebmailProcess webmail)
    {
        await page.GotoAsync("/setup");
        await page.Locator("input[name='Form.Code']").FillAsync(webmail.SetupCode.ShouldNotBeNull());
        await page.Locator("input[name='Form.Name']").FillAsync("The Administrator");
        await page.Locator("input[name='Form.Login']").FillAsync(Login);
        await page.Locator("input[name='Form.Password']").FillAsync(Password);
        await page.Locator("form button[type=submit]").ClickAsync();
        await page.WaitForURLAsync(url => !url.Contains("/setup", StringComparison.Ordinal));
    }
}
