using System.Text.RegularExpressions;
using System.Xml.Linq;
using Webmail.TestKit;

namespace Webmail.UnitTests.Web;

/// <summary>That every key exists in both languages is held by TextResourcesTests; here, that it was translated.</summary>
public sealed partial class RussianTextsTests
{
    [Fact]
    public void Text_Russian_IsNotTheEnglishOne()
    {
        var same = new List<string>();
        foreach (var file in Directory.EnumerateFiles(Path.Combine(Repository.Root, "src", "Webmail.Web", "Resources"), "*.ru.resx"))
        {
            var english = Read(file.Replace(".ru.resx", ".resx", StringComparison.Ordinal));
            same.AddRange(Read(file).Where(text => Letters().IsMatch(text.Value.Replace("Webmail", string.Empty, StringComparison.Ordinal)) && english.GetValueOrDefault(text.Key) == text.Value).Select(text => text.Key));
        }

        same.ShouldBeEmpty();
    }

    [Fact]
    public void CountedText_EachLanguage_HasItsForms()
    {
        var missing = new List<string>();
        foreach (var file in Directory.EnumerateFiles(Path.Combine(Repository.Root, "src", "Webmail.Web", "Resources"), "*.resx"))
        {
            var keys = Read(file).Keys.ToHashSet();
            string[] forms = file.EndsWith(".ru.resx", StringComparison.Ordinal) ? ["one", "few", "many"] : ["one", "other"];
            missing.AddRange(keys.Where(key => key.EndsWith("_one", StringComparison.Ordinal))
                .SelectMany(key => forms.Select(form => $"{key[..^4]}_{form}"))
                .Where(key => !keys.Contains(key))
                .Select(key => $"{Path.GetFileName(file)}: {key}"));
        }

        missing.ShouldBeEmpty();
    }

    private static Dictionary<string, string> Read(string file) =>
        XDocument.Load(file).Descendants("data").ToDictionary(data => data.Attribute("name")?.Value ?? "", data => data.Element("value")?.Value ?? "");

    // Names of protocols, the product, and texts of placeholders alone are the same everywhere.
    [GeneratedRegex(@"\p{Ll}{3,}")]
    private static partial Regex Letters();
}
