namespace Webmail.Web.Localization;

/// <summary>Which form of a counted text a number needs (CLDR cardinal rules for English and Russian).</summary>
internal static class PluralForm
{
    /// <returns><c>one</c>, <c>few</c>, <c>many</c> or <c>other</c>.</returns>
    public static string Of(string language, long number) =>
        language == "ru" ? Russian(Math.Abs(number)) : number is 1 or -1 ? "one" : "other";

    private static string Russian(long number) => (number % 10, number % 100) switch
    {
        (1, not 11) => "one",
        ( >= 2 and <= 4, < 12 or > 14) => "few",
        _ => "many",
    };
}
