using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;
using Webmail.Model;
using Webmail.Web.State;

namespace Webmail.Web.Components.Mail;

/// <summary>The search in the address: ?q= is what was typed, ?scope= where to look.</summary>
public sealed partial class MailPage
{
    [SupplyParameterFromQuery(Name = "q")]
    public string? SearchText { get; set; }

    [SupplyParameterFromQuery(Name = "scope")]
    public string? ScopeName { get; set; }

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

    private void EndSearch() => Navigation.NavigateTo($"/mail/{State.View}");

    private void ShowSearch(string text, SearchScope scope, bool replace)
    {
        if (State.Search is null && string.IsNullOrWhiteSpace(text))
            return;
        var query = SearchAddress.QueryOf(text, scope);
        var address = query.Length > 0 ? $"/mail/{State.View}?{query}" : $"/mail/{State.View}";
        if (address != State.Address() || State.Open is not null)
            Navigation.NavigateTo(address, replace: replace);
    }
}
