using System.Text;
using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace Webmail.BrowserTests.Infrastructure;

/// <summary>Checks a page as it stands against axe's WCAG 2.2 A and AA rules.</summary>
internal static class Accessibility
{
    public static async Task ExpectAccessibleAsync(this IPage page)
    {
        // Half-way through a fade every contrast is wrong.
        await page.EvaluateAsync("() => Promise.all(document.getAnimations().filter(a => a.effect?.getComputedTiming().iterations !== Infinity).map(a => a.finished.catch(() => {})))");
        var result = await page.RunAxe(new AxeRunOptions
        {
            // The message body is somebody else's page.
            Iframes = false,
            // Experimental in axe, which asks for it by its tag all the same: it takes the badge in "Inbox 13" for a part of the label.
            Rules = new Dictionary<string, RuleOptions> { ["label-content-name-mismatch"] = new() { Enabled = false } },
            RunOnly = new RunOnlyOptions { Type = "tag", Values = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"] },
        });

        var report = new StringBuilder();
        foreach (var violation in result.Violations)
        {
            report.AppendLine(System.Globalization.CultureInfo.InvariantCulture, $"{violation.Impact} {violation.Id}: {violation.Help} ({violation.HelpUrl})");
            foreach (var node in violation.Nodes)
            {
                report.AppendLine(System.Globalization.CultureInfo.InvariantCulture, $"    {node.Html}");
                foreach (var check in node.Any.Concat(node.All).Concat(node.None))
                    report.AppendLine(System.Globalization.CultureInfo.InvariantCulture, $"        {check.Message}");
            }
        }

        report.ToString().ShouldBeEmpty();
    }
}
