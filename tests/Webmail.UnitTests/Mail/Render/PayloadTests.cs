using System.Text.Json;
using Webmail.TestKit;

namespace Webmail.UnitTests.Mail.Render;

/// <summary>What the public suites of other sanitizers are about, restated: Roundcube's washtml, DOMPurify, HtmlSanitizer.</summary>
public sealed class PayloadTests
{
    private static readonly List<Payload> All =
        JsonSerializer.Deserialize<List<Payload>>(File.ReadAllBytes(Path.Combine(Repository.Root, "tests", "Webmail.UnitTests", "Corpus", "payloads.json")), JsonSerializerOptions.Web) ?? [];

    public static TheoryData<string, int> Numbers
    {
        get
        {
            var data = new TheoryData<string, int>();
            for (var i = 0; i < All.Count; i++)
                data.Add(All[i].Suite, i);
            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Numbers))]
    public void Render_Payload_LeavesWhatIsHarmlessOnly(string suite, int number)
    {
        var payload = All[number];

        var message = Corpus.Render(Corpus.Html(payload.Input));

        var body = Corpus.Body(message) + message.Document[message.Document.LastIndexOf("<style>", StringComparison.Ordinal)..];
        foreach (var text in payload.Not)
            Corpus.Body(message).ShouldNotContain(text, Case.Insensitive, $"{suite} {number}: {payload.Input}");
        foreach (var text in payload.Must)
            body.ShouldContain(text, Case.Insensitive, $"{suite} {number}: {payload.Input}");
        CorpusTests.Check(message);
    }

    private sealed record Payload(string Suite, string Input, IReadOnlyList<string> Not, IReadOnlyList<string> Must);
}
