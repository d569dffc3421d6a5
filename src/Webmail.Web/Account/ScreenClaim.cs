using System.Globalization;
using System.Security.Claims;
using Webmail.Data.Entities;
using Webmail.Model;

namespace Webmail.Web.Account;

/// <summary>Of a person's wishes about screens, those that every page needs from its first line on; they travel in the sign-in.</summary>
/// <param name="Zone">IANA name; null for the browser's.</param>
public sealed record ScreenClaim(string? Zone, HourStyle Hours, DateStyle Dates, TextSize TextSize)
{
    private const string Type = "webmail:screen";
    private const char Separator = '|';

    public static ScreenClaim Default { get; } = new(null, HourStyle.ByLanguage, DateStyle.ByLanguage, TextSize.Normal);

    /// <summary>Value of <c>data-text</c> on the document; null for the normal size.</summary>
    public string? TextName => NameOf(TextSize);

    public static string? NameOf(TextSize size) => size switch
    {
        TextSize.Large => "large",
        TextSize.Larger => "larger",
        _ => null,
    };

    public static ScreenClaim Of(ClaimsPrincipal principal)
    {
        var parts = principal.FindFirstValue(Type)?.Split(Separator) ?? [];
        return parts is [var zone, var hours, var dates, var size]
            ? new ScreenClaim(zone.Length == 0 ? null : zone, Parse<HourStyle>(hours), Parse<DateStyle>(dates), Parse<TextSize>(size))
            : Default;
    }

    internal static Claim For(AppUser user) =>
        new(Type, string.Join(Separator, user.TimeZone ?? string.Empty, Number((int)user.Hours), Number((int)user.Dates), Number((int)user.TextSize)));

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);

    private static T Parse<T>(string text)
        where T : struct, Enum => Enum.TryParse<T>(text, out var value) && Enum.IsDefined(value) ? value : default;
}
