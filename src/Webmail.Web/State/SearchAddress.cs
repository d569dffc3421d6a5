using Webmail.Model;

namespace Webmail.Web.State;

/// <summary>How a search stands in an address.</summary>
internal static class SearchAddress
{
    /// <summary>The query without its question mark; empty when nothing is searched for.</summary>
    public static string QueryOf(string? text, SearchScope scope)
    {
        if (string.IsNullOrWhiteSpace(text))
            return "";
        var query = $"q={Uri.EscapeDataString(Whole(text))}";
        return scope == SearchScope.Everything ? query : $"{query}&scope={NameOf(scope)}";
    }

    public static SearchScope ScopeOf(string? name) => name switch
    {
        "view" => SearchScope.View,
        "account" => SearchScope.Account,
        _ => SearchScope.Everything,
    };

    private static string NameOf(SearchScope scope) => scope == SearchScope.View ? "view" : "account";

    // Half a surrogate pair cannot be written into an address.
    private static string Whole(string text) => string.Concat(text.EnumerateRunes());
}
