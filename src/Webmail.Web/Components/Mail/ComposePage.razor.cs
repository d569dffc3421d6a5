using System.Text.Json;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.JSInterop;
using Webmail.Web.Account;
using Webmail.Web.Assets;
using Webmail.Web.State;

namespace Webmail.Web.Components.Mail;

/// <summary>The composer in a window of its own. mailto: links open here, so of the address only what such a link may name is read.</summary>
public sealed partial class ComposePage : IDisposable
{
    private readonly CancellationTokenSource _leaving = new();
    private string _scriptAddress = string.Empty;
    private string? _seed;
    private bool _isLoaded;
    private bool _isReady;

    [Inject]
    public required MailboxState State { get; set; }

    [Inject]
    public required ScreenHandover Handover { get; set; }

    [Inject]
    public required IJSRuntime Script { get; set; }

    [Inject]
    public required IServiceProvider Services { get; set; }

    [Parameter]
    public long? DraftNumber { get; set; }

    [SupplyParameterFromQuery(Name = "to")]
    public string? To { get; set; }

    [SupplyParameterFromQuery(Name = "cc")]
    public string? Cc { get; set; }

    [SupplyParameterFromQuery(Name = "subject")]
    public string? Subject { get; set; }

    [SupplyParameterFromQuery(Name = "body")]
    public string? Body { get; set; }

    /// <summary>A whole mailto: link, from a browser that opens them here.</summary>
    [SupplyParameterFromQuery(Name = "mailto")]
    public string? Mailto { get; set; }

    [CascadingParameter]
    public required Task<AuthenticationState> Authentication { get; set; }

    [PersistentState]
    public string? HandoverKey { get; set; }

    protected override async Task OnInitializedAsync()
    {
        _scriptAddress = $"./{Services.GetRequiredService<AssetManifest>()["mail.js"].TrimStart('/')}";
        _seed = JsonSerializer.Serialize(new { to = To ?? "", cc = Cc ?? "", subject = Subject ?? "", text = Body ?? "", mailto = Mailto ?? "" });
        if ((await Authentication).User.FindPersonId() is not { } user)
            return;
        if (Handover.Take(user, HandoverKey) is { } screen)
            State.Adopt(user, screen);
        else
            await State.StartAsync(user, _leaving.Token);
        _isLoaded = true;
        if (!RendererInfo.IsInteractive)
            HandoverKey = Handover.Leave(user, State.Screen);
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!firstRender)
            return;
        await using var script = await Script.InvokeAsync<IJSObjectReference>("import", _leaving.Token, _scriptAddress);
        await script.InvokeVoidAsync("adopt", _leaving.Token);
        _isReady = true;
        StateHasChanged();
    }

    public void Dispose()
    {
        _leaving.Cancel();
        _leaving.Dispose();
    }
}
