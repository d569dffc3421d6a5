using System.Diagnostics;
using System.Text;
using Webmail.Mail.Render;
using Webmail.TestKit.Mail;

namespace Webmail.Benchmarks;

/// <summary>What it costs to make a page of a message.</summary>
internal static class RenderPart
{
    private const double NewsletterBudget = 150;
    private const int Rounds = 20;

    public static Task RunAsync(Report report)
    {
        var renderer = new MessageRenderer();
        var corpus = MessageCorpus.All;
        report.Section(
            "Rendering",
            $"""
            `MessageRenderer` from bytes to the document of the frame, one thread. The corpus: {corpus.Count} messages, each the median of {Rounds} runs after one to warm up.
            Budget of a newsletter of 1 MB: {NewsletterBudget:0} ms.
            """,
            "| what | median | 99 of 100 | slowest |",
            "| --- | ---: | ---: | ---: |");
        var each = corpus.Select(message => (message.Name, Time: Measure(renderer, message.Raw)[Rounds / 2])).OrderBy(message => message.Time).ToList();
        report.Line($"| the corpus, ms | {each[each.Count / 2].Time:0.00} | {each[each.Count * 99 / 100].Time:0.0} | {each[^1].Time:0.0} ({each[^1].Name}) |");
        var newsletter = Measure(renderer, Newsletter());
        report.Line($"| a newsletter of 1 MB, ms | {newsletter[Rounds / 2]:0} | {newsletter[Rounds * 99 / 100]:0} | {newsletter[^1]:0} |");
        report.Check(newsletter[Rounds / 2] <= NewsletterBudget, $"a newsletter of 1 MB took {newsletter[Rounds / 2]:0} ms");
        return Task.CompletedTask;
    }

    private static List<double> Measure(MessageRenderer renderer, byte[] raw)
    {
        var options = new RenderOptions(false, part => $"/part/{part}");
        var times = new List<double>();
        for (var i = 0; i <= Rounds; i++)
        {
            var started = Stopwatch.GetTimestamp();
            renderer.Render(new MemoryStream(raw), options, CancellationToken.None);
            if (i > 0)
                times.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
        }

        return [.. times.Order()];
    }

    /// <summary>Tables within tables, styles on everything, a picture and a link in each cell, as such letters are.</summary>
    private static byte[] Newsletter()
    {
        var html = new StringBuilder("<html><head><style>.c{color:#333;font:14px/1.5 Arial}td{padding:8px}@media(max-width:600px){.c{width:100%!important}}</style></head><body><table width=600>");
        for (var i = 0; html.Length < 1024 * 1024; i++)
        {
            html.Append(System.Globalization.CultureInfo.InvariantCulture, $"<tr><td class=c style=\"background-color:#f{i % 10}f0f0;border-bottom:1px solid #ccc\"><table><tr><td><img src=\"https://pictures.example.com/{i}.png\" width=120 height=80 alt=\"Picture {i}\"></td>"
                + $"<td><h3 style=\"margin:0;font-size:16px\">Offer number {i}</h3><p style=\"margin:4px 0\">Предложение дня: everything you did not know you needed, now for less than yesterday.</p><a href=\"https://shop.example.com/offer/{i}?utm_source=mail\" style=\"color:#06c;text-decoration:none\">Look at it</a></td></tr></table></td></tr>");
        }

        html.Append("</table></body></html>");
        return Encoding.UTF8.GetBytes("From: shop@example.com\r\nTo: anna@example.org\r\nSubject: Offers\r\nMIME-Version: 1.0\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + html);
    }
}
