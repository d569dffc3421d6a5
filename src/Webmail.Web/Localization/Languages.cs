using System.Globalization;

namespace Webmail.Web.Localization;

/// <summary>The languages of the interface.</summary>
internal static class Languages
{
    public const string Default = "en";

    /// <summary>Code and own name, in the order of the settings page.</summary>
    public static IReadOnlyList<(string Code, string Name)> All { get; } = [("en", "English"), ("ru", "Русский")];

    /// <summary>What a page is written in now.</summary>
    public static string Current => CultureInfo.CurrentUICulture.TwoLetterISOLanguageName;

    public static bool IsKnown(string? code) => All.Any(language => language.Code == code);
}
