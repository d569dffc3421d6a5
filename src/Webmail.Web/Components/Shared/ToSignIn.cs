using Microsoft.AspNetCore.Components;

namespace Webmail.Web.Components.Shared;

/// <summary>The sign-in ended while the page was open: leads to the sign-in page and back.</summary>
public sealed class ToSignIn(NavigationManager navigation) : ComponentBase
{
    protected override void OnInitialized()
    {
        var here = $"/{navigation.ToBaseRelativePath(navigation.Uri)}";
        navigation.NavigateTo($"/login?returnUrl={Uri.EscapeDataString(here)}", forceLoad: true);
    }
}
