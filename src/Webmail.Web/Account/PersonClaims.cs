using System.Globalization;
using System.Security.Claims;
using Webmail.Data;
using Webmail.Model;

namespace Webmail.Web.Account;

/// <summary>What a sign-in says of its person. Settings travel in the sign-in, so that a page needs no query to know its language and theme.</summary>
internal static class PersonClaims
{
    public const string LanguageType = "webmail:language";
    public const string ThemeType = "webmail:theme";
    public const string NameType = "webmail:name";
    public const string SessionType = "webmail:session";
    public const string AdminRole = "Admin";

    /// <exception cref="InvalidOperationException">Nobody is signed in.</exception>
    public static UserId PersonId(this ClaimsPrincipal principal) =>
        principal.FindPersonId() ?? throw new InvalidOperationException("Nobody is signed in");

    /// <summary>Null when nobody is signed in.</summary>
    public static UserId? FindPersonId(this ClaimsPrincipal principal) =>
        long.TryParse(principal.FindFirstValue(ClaimTypes.NameIdentifier), NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? new UserId(id) : null;

    /// <summary>The session of this browser; null for a sign-in from before there were sessions.</summary>
    public static Guid? FindSession(this ClaimsPrincipal principal) => Guid.TryParse(principal.FindFirstValue(SessionType), out var session) ? session : null;

    /// <summary>The name beside the avatar.</summary>
    public static string DisplayName(this ClaimsPrincipal principal) =>
        principal.FindFirstValue(NameType) ?? principal.LoginName();

    /// <summary>What the person types to sign in.</summary>
    public static string LoginName(this ClaimsPrincipal principal) => TypedName(principal.Identity?.Name ?? string.Empty);

    /// <summary>The user name of a mailbox person ends with the host that verified it, after a bar.</summary>
    public static string TypedName(string userName) => PersonStore.TypedName(userName);

    /// <summary>Null: whatever the browser asks for.</summary>
    public static string? Language(this ClaimsPrincipal principal) => principal.FindFirstValue(LanguageType);

    /// <summary><c>light</c>, <c>dark</c>, or null for the system's.</summary>
    public static string? Theme(this ClaimsPrincipal principal) => principal.FindFirstValue(ThemeType);
}
