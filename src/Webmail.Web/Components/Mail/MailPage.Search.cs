using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;
using Webmail.Model;

namespace Webmail.Web.Components.Mail;

/// <summary>The search in the address: ?q= is what was typed, ?scope= where to look.</summary>
public sealed partial class MailPage
{
    [SupplyParameterFromQuery(Name = "q")]
    public string? SearchText { get; set; }

    [SupplyParameterFromQuery(Name = "scope")]
    public string? ScopeName { get; set; }

    /// <summary>The list as it is now: where a closed message returns to.</summary>
    private string ListAddress => State.Search is null ? State.Address() : SearchAddress.Of(State.View, null, State.Search?.Text, State.Search?.Scope ?? default);

    private string AddressOf(MessageId message) => State.Search is null ? State.Address(message) : SearchAddress.Of(State.View, message, State.Search?.Text, State.Search?.Scope ?? default);

    private SearchRequest? RequestOf(MailView view)
    {
        var query = SearchParser.Parse(SearchText, Today);
        return query is { IsEmpty: true, Problems.Count: 0 } ? null : new SearchRequest(query, SearchAddress.ScopeOf(ScopeName), view, Clock.Zone);
    }

    /// <summary>Typed into the search box.</summary>
    /// <param name="isDone">Enter, not only a pause.</param>
    [JSInvokable]
    public async Task Find(string text, bool isDone)
    {
        if (isDone && text.Length > 0 && State.Search?.Text == text && State.Open is null)
        {
            // Found while it was typed: Enter asks for all there is.
            await AskServersAsync();
            StateHasChanged();
            return;
        }

        // Each pause would be a step of the back button otherwise.
        ShowSearch(text, SearchAddress.ScopeOf(ScopeName), replace: State.Search is not null && !isDone);
    }

    private Task AskServersAsync() => State.AskServersAsync(StateHasChanged, _left);

    private void ChangeScope(SearchScope scope) => ShowSearch(State.Search?.Text ?? "", scope, replace: true);

    private void ChangeText(string text) => ShowSearch(text, SearchAddress.ScopeOf(ScopeName), replace: State.Search is not null);

    private void EndSearch() => Navigation.NavigateTo(SearchAddress.Of(State.View, null, null, default));

    private void ShowSearch(string text, SearchScope scope, bool replace)
    {
        if (State.Search is null && string.IsNullOrWhiteSpace(text))
            return;
        var address = SearchAddress.Of(State.View, null, text, scope);
        if (address != ListAddress || State.Open is not null)
            Navigation.NavigateTo(address, replace: replace);
    }
}
