namespace Webmail.Web.Account;

/// <summary>Language and theme of a browser in which nobody is signed in.</summary>
internal static class PreferenceCookies
{
    public const string Language = "webmail-language";
    public const string Theme = "webmail-theme";

    /// <summary>Null forgets the choice.</summary>
    public static void Write(HttpContext context, string name, string? value)
    {
        var options = new CookieOptions
        {
            HttpOnly = true,
            IsEssential = true,
            MaxAge = value is null ? TimeSpan.Zero : TimeSpan.FromDays(365),
            Path = "/",
            SameSite = SameSiteMode.Lax,
            Secure = context.Request.IsHttps,
        };
        context.Response.Cookies.Append(name, value ?? string.Empty, options);
    }

    public static string? ReadTheme(HttpContext context) =>
        context.User.Theme() ?? context.Request.Cookies[Theme] switch
        {
            "light" => "light",
            "dark" => "dark",
            _ => null,
        };
}
