using System.Text.Json;
using Webmail.Mail.Render;
using Webmail.TestKit;

namespace Webmail.UnitTests.Mail.Render;

/// <summary>Messages that <c>Corpus/make.py</c> made, with what is to be shown of them according to somebody who does not know the product.</summary>
public sealed class MadeCorpusTests
{
    private static readonly Dictionary<string, Made> All =
        (JsonSerializer.Deserialize<List<Made>>(File.ReadAllBytes(Path.Combine(Repository.Root, "tests", "Webmail.UnitTests", "Corpus", "made.json")), JsonSerializerOptions.Web) ?? []).ToDictionary(made => made.Name);

    public static TheoryData<string> Names => [.. All.Keys];

    public static IEnumerable<byte[]> Messages => All.Values.Select(made => Convert.FromBase64String(made.Raw));

    [Fact]
    public void Corpus_HoldsEnough() => All.Count.ShouldBeGreaterThanOrEqualTo(250);

    [Theory]
    [MemberData(nameof(Names))]
    public void Render_Made_ShowsWhatIsExpected(string name)
    {
        var made = All[name];

        Shown(Corpus.Render(Convert.FromBase64String(made.Raw)), made).ShouldBe(Expected(made));
    }

    /// <summary>The expectation is about the defect: without it something else is shown.</summary>
    [Theory]
    [MemberData(nameof(Names))]
    public void Render_MadeAndRepaired_ShowsSomethingElse(string name)
    {
        var made = All[name];

        Shown(Corpus.Render(Convert.FromBase64String(made.Repaired)), made).ShouldNotBe(Expected(made));
    }

    private static string Expected(Made made) => string.Join('\n', [made.Text, .. made.Attachments, made.Subject ?? ""]);

    private static string Shown(RenderedMessage message, Made made) =>
        string.Join('\n', [message.PlainText, .. message.Attachments.Select(file => file.FileName), made.Subject is null ? "" : message.Subject]);

    private sealed record Made(string Name, string Raw, string Repaired, string Text, IReadOnlyList<string> Attachments, string? Subject);
}
