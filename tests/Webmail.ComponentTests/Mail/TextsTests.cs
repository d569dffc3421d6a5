using System.Collections;
using System.Globalization;
using System.Resources;
using Webmail.Web.Resources;

namespace Webmail.ComponentTests.Mail;

public sealed class TextsTests
{
    [Fact]
    public void MailTexts_Russian_HasEveryKeyAndTheSamePlaceholders()
    {
        var english = Read("en");
        var russian = Read("ru");

        russian.Keys.ShouldBe(english.Keys, ignoreOrder: true);
        foreach (var (key, text) in english)
        {
            // A counted text may say its number in words in one of the languages.
            if (!key.Contains('_', StringComparison.Ordinal))
                Placeholders(russian[key]).ShouldBe(Placeholders(text), key);
        }
    }

    private static Dictionary<string, string> Read(string language)
    {
        var resources = new ResourceManager(typeof(MailTexts));
        using var set = resources.GetResourceSet(CultureInfo.GetCultureInfo(language), createIfNotExists: true, tryParents: language == "en");
        return set.ShouldNotBeNull().Cast<DictionaryEntry>().ToDictionary(entry => (string)entry.Key, entry => (string)(entry.Value ?? ""));
    }

    private static IEnumerable<char> Placeholders(string text) =>
        text.Zip(text.Skip(1)).Where(pair => pair.First == '{').Select(pair => pair.Second).Order().Distinct();
}
