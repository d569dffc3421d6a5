using Webmail.Model;

namespace Webmail.Web.Components.Mail;

/// <summary>Addresses of lists and of messages in them, with the search that stands in the list's place.</summary>
internal static class SearchAddress
{
    public static string Of(MailView view, MessageId? message, string? text, SearchScope scope)
    {
        var path = message is { } id ? $"/mail/{view}/{id}" : $"/mail/{view}";
        if (string.IsNullOrWhiteSpace(text))
            return path;
        var query = $"{path}?q={Uri.EscapeDataString(Whole(text))}";
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
