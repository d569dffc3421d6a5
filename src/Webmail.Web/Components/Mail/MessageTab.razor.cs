using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Webmail.Model;
using Webmail.Web.Account;
using Webmail.Web.Assets;
using Webmail.Web.State;

namespace Webmail.Web.Components.Mail;

/// <summary>A message in a tab of its own: one of the mailbox, or one that came as a part of another.</summary>
public sealed partial class MessageTab : IDisposable
{
    private readonly CancellationTokenSource _leaving = new();
    private string _scriptAddress = string.Empty;
    private UserId _user;

    [Inject]
    public required SingleMessage State { get; set; }

    [Inject]
    public required ScreenClock Clock { get; set; }

    [Inject]
    public required IServiceProvider Services { get; set; }

    [Parameter]
    public long MessageNumber { get; set; }

    /// <summary>A path as <see cref="PartPath.Parse"/> reads it.</summary>
    [Parameter]
    public string? PartName { get; set; }

    [CascadingParameter]
    public required Task<AuthenticationState> Authentication { get; set; }

    /// <summary>The zone it was prerendered in.</summary>
    [PersistentState]
    public string? ZoneName { get; set; }

    /// <summary>There while the page is prerendered.</summary>
    [CascadingParameter]
    public HttpContext? HttpContext { get; set; }

    private PartPath? Within => PartName is null ? null : PartPath.Parse(PartName);

    protected override async Task OnInitializedAsync()
    {
        _scriptAddress = $"./{Services.GetRequiredService<AssetManifest>()["mail.js"].TrimStart('/')}";
        Clock.Use(ZoneName ??= HttpContext?.Request.Cookies[ScreenClock.CookieName]);
        if ((await Authentication).User.FindPersonId() is not { } user)
            return;
        _user = user;
        await ShowAsync(MessageDisplay.Default);
    }

    private async Task ShowAsync(MessageDisplay display)
    {
        if (PartName is not null && Within is null)
            State.Miss();
        else
            await State.LoadAsync(_user, new MessageId(MessageNumber), Within, display, _leaving.Token);
    }

    public void Dispose()
    {
        _leaving.Cancel();
        _leaving.Dispose();
    }
}
