using System.Text.RegularExpressions;
using System.Xml.Linq;
using Webmail.TestKit;

namespace Webmail.UnitTests;

/// <summary>Every text exists in English and in Russian, with the same places for values.</summary>
public sealed class TextResourcesTests
{
    [Fact]
    public void Texts_BothLanguages_SameKeysAndPlaceholders()
    {
        var differences = new List<string>();
        foreach (var english in EnglishFiles())
        {
            var texts = Read(english);
            var russian = Read(Path.ChangeExtension(english, ".ru.resx"));
            differences.AddRange(texts.Keys.Except(russian.Keys).Select(key => $"{key}: no Russian"));
            differences.AddRange(russian.Keys.Except(texts.Keys).Where(key => !IsPlural(key)).Select(key => $"{key}: no English"));
            differences.AddRange(texts.Where(text => russian.TryGetValue(text.Key, out var other) && !Places(text.Value).SequenceEqual(Places(other)))
                .Select(text => $"{text.Key}: different placeholders"));
            differences.AddRange(texts.Concat(russian).Where(text => text.Value.Trim().Length == 0).Select(text => $"{text.Key}: empty"));
        }

        differences.ShouldBeEmpty();
    }

    private static IEnumerable<string> EnglishFiles() =>
        Directory.EnumerateFiles(Path.Combine(Repository.Root, "src"), "*.resx", SearchOption.AllDirectories)
            .Where(file => !file.EndsWith(".ru.resx", StringComparison.Ordinal) && !file.Contains("/obj/", StringComparison.Ordinal));

    private static Dictionary<string, string> Read(string file) =>
        XDocument.Load(file).Descendants("data").ToDictionary(data => data.Attribute("name")?.Value ?? "", data => data.Element("value")?.Value ?? "");

    // Russian has forms that English has no use for.
    private static bool IsPlural(string key) => Regex.IsMatch(key, "(_|\\.)(few|many|two|zero)$", RegexOptions.IgnoreCase);

    private static IEnumerable<string> Places(string text) => Regex.Matches(text, @"\{\d+").Select(match => match.Value).Distinct().Order();
}
