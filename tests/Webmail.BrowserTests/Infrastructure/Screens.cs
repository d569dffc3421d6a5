using Microsoft.Playwright;
using Webmail.TestKit;

namespace Webmail.BrowserTests.Infrastructure;

/// <summary>Pictures of the screens a test passes, when the environment variable WEBMAIL_SCREENS is set.</summary>
internal static class Screens
{
    public static async Task KeepScreenAsync(this IPage page, string name)
    {
        if (string.IsNullOrEmpty(Environment.GetEnvironmentVariable("WEBMAIL_SCREENS")))
            return;
        await page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(Repository.Root, "artifacts", "screens", name + ".png") });
    }
}
