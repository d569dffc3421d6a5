using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Routing;
using Microsoft.AspNetCore.Components.Web;

namespace Webmail.Web.Components;

/// <summary>The document around every page: interactive for mail, static and without scripts for the rest.</summary>
public sealed partial class App(IAntiforgery antiforgery)
{
    [CascadingParameter]
    public required HttpContext HttpContext { get; set; }

    private bool IsInteractive => HttpContext.AcceptsInteractiveRouting();

    private IComponentRenderMode? Mode => IsInteractive ? RenderMode.InteractiveServer : null;

    private string StaticBundle => HttpContext.GetEndpoint()?.Metadata.GetMetadata<StyleAttribute>()?.Bundle ?? StyleAttribute.Login;

    private string? RequestToken => antiforgery.GetAndStoreTokens(HttpContext).RequestToken;
}
