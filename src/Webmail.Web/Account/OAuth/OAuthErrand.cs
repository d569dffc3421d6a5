using System.Globalization;
using Microsoft.AspNetCore.Authentication;
using Webmail.Model;

namespace Webmail.Web.Account.OAuth;

/// <summary>What somebody went to a provider for. It travels in the protected state, so that a consent comes back to nothing and nobody else.</summary>
/// <param name="Person">Who went; null for somebody about to sign in.</param>
/// <param name="Expected">The mailbox that is to be opened again; null for any.</param>
/// <param name="ReturnUrl">Where to go once signed in.</param>
internal sealed record OAuthErrand(UserId? Person, string? Expected, string? ReturnUrl)
{
    private const string KindKey = "webmail.errand";
    private const string PersonKey = "webmail.person";
    private const string ExpectedKey = "webmail.expected";
    private const string ReturnKey = "webmail.return";

    /// <summary>The page to go on with when something went wrong.</summary>
    public string Page => Person is null ? "/login" : "/settings/accounts/add";

    public void Write(AuthenticationProperties properties)
    {
        properties.Items[KindKey] = "consent";
        Set(PersonKey, Person?.ToString());
        Set(ExpectedKey, Expected);
        Set(ReturnKey, ReturnUrl);

        void Set(string key, string? value)
        {
            if (value is not null)
                properties.Items[key] = value;
        }
    }

    /// <returns>Null when the state is missing, too old, or not from this browser.</returns>
    public static OAuthErrand? Read(AuthenticationProperties? properties)
    {
        if (properties?.Items.ContainsKey(KindKey) != true)
            return null;
        var person = long.TryParse(Get(PersonKey), NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? new UserId(id) : (UserId?)null;
        return new OAuthErrand(person, Get(ExpectedKey), Get(ReturnKey));

        string? Get(string key) => properties.Items.TryGetValue(key, out var value) ? value : null;
    }
}
