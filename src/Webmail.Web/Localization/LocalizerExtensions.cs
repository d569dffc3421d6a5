using System.Globalization;
using Microsoft.Extensions.Localization;

namespace Webmail.Web.Localization;

/// <summary>Counted texts.</summary>
internal static class LocalizerExtensions
{
    /// <summary>The text <paramref name="key"/>_one, _few, _many or _other, whichever the number needs in the language of the screen; {0} is the number, the arguments follow.</summary>
    public static string Count(this IStringLocalizer texts, string key, long number, params object[] arguments)
    {
        var form = PluralForm.Of(CultureInfo.CurrentUICulture.TwoLetterISOLanguageName, number);
        return texts[$"{key}_{form}", [number.ToString("N0", CultureInfo.CurrentCulture), .. arguments]];
    }
}
