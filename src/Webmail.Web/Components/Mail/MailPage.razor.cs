using System.Security.Claims;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.JSInterop;
using Webmail.Model;
using Webmail.Web.Account;
using Webmail.Web.Assets;
using Webmail.Web.State;

namespace Webmail.Web.Components.Mail;

/// <summary>The mail screen. Its address is its state: the view, and the message open in it.</summary>
public sealed partial class MailPage : IAsyncDisposable
{
    private readonly CancellationTokenSource _leaving = new();
    private readonly CancellationToken _left;
    private readonly HashSet<AccountId> _expanded = [];
    private readonly HashSet<AccountId> _collapsed = [];
    private MailPerson _person = new(string.Empty, string.Empty);
    private ErrorBoundary? _readerBoundary;
    private IDisposable? _subscription;
    private IJSObjectReference? _script;
    private DotNetObjectReference<MailPage>? _self;
    private string _scriptAddress = string.Empty;
    private MessageId? _requested;
    private int? _focused;
    private int? _reveal;
    private bool _isReady;
    private bool _isStarted;

    public MailPage() => _left = _leaving.Token;

    [Inject]
    public required MailboxState State { get; set; }

    [Inject]
    public required MailActions Actions { get; set; }

    [Inject]
    public required ReadingChoices Choices { get; set; }

    [Inject]
    public required MailWords Words { get; set; }

    [Inject]
    public required ScreenSettings Screen { get; set; }

    [Inject]
    public required ScreenClock Clock { get; set; }

    [Inject]
    public required ScreenHandover Handover { get; set; }

    [Inject]
    public required NavigationManager Navigation { get; set; }

    [Inject]
    public required IJSRuntime Script { get; set; }

    [Inject]
    public required TimeProvider Time { get; set; }

    [Inject]
    public required IServiceProvider Services { get; set; }

    /// <summary>The part of the address after /mail/.</summary>
    [Parameter]
    public string? ViewName { get; set; }

    [Parameter]
    public long? MessageNumber { get; set; }

    /// <summary>The order of the list, as <see cref="ListArrangement.Parse"/> reads it.</summary>
    [SupplyParameterFromQuery(Name = "sort")]
    private string? SortName { get; set; }

    [SupplyParameterFromQuery(Name = "order")]
    private string? OrderName { get; set; }

    [SupplyParameterFromQuery(Name = "filter")]
    private string? FilterNames { get; set; }

    private ListArrangement Arrangement => ListArrangement.Parse(SortName, OrderName, FilterNames) with { Conversations = State.Conversations };

    [CascadingParameter]
    public required Task<AuthenticationState> Authentication { get; set; }

    /// <summary>Where the prerendered screen waits for the circuit, and the zone it was rendered in.</summary>
    [PersistentState]
    public string? HandoverKey { get; set; }

    [PersistentState]
    public string? ZoneName { get; set; }

    /// <summary>There while the page is prerendered.</summary>
    [CascadingParameter]
    public HttpContext? HttpContext { get; set; }

    private MessageId? Requested => MessageNumber is { } number ? new MessageId(number) : null;

    protected override async Task OnParametersSetAsync()
    {
        var principal = (await Authentication).User;
        if (principal.FindPersonId() is not { } user)
            return;
        if (!_isStarted && !await StartAsync(user, principal))
            return;
        if (ViewName is null)
        {
            Navigation.NavigateTo($"/mail/{State.DefaultView}", replace: true);
            return;
        }

        if (MailView.Parse(ViewName) is not { } view || !State.Knows(view))
        {
            Navigation.NotFound();
            return;
        }

        await ShowAsync(view);
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!firstRender || _left.IsCancellationRequested)
            return;
        // Nobody here was told of what changed since the prerendered page was read; its rows stay until the new ones are here.
        if (State.IsLoaded)
            await ReadAgainAsync(() => State.ReadAgainAsync(_left));
        _self = DotNetObjectReference.Create(this);
        _script = await Script.InvokeAsync<IJSObjectReference>("import", _left, _scriptAddress);
        var zone = await _script.InvokeAsync<string?>("attach", _left, _self);
        Clock.Use(zone);
        _isReady = true;
        StateHasChanged();
        await MarkOpenedAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _leaving.CancelAsync();
        await ForgetReadTimerAsync();
        _subscription?.Dispose();
        try
        {
            if (_script is not null)
            {
                await _script.InvokeVoidAsync("detach");
                await _script.DisposeAsync();
            }
        }
        catch (JSDisconnectedException)
        {
            // The browser is gone and took its side with it.
        }

        _self?.Dispose();
        _leaving.Dispose();
    }

    /// <returns>False when the page was left meanwhile.</returns>
    private async Task<bool> StartAsync(UserId user, ClaimsPrincipal principal)
    {
        _scriptAddress = $"./{Services.GetRequiredService<AssetManifest>()["mail.js"].TrimStart('/')}";
        await Screen.ReadAsync(user, _left);
        Clock.Use(ZoneName ??= HttpContext?.Request.Cookies[ScreenClock.CookieName]);
        Clock.Use(Screen.Current);
        if (Handover.Take(user, HandoverKey) is { } screen)
            State.Adopt(user, screen);
        else
            await State.StartAsync(user, _left);
        _person = Person(principal.DisplayName());
        if (RendererInfo.IsInteractive)
            _subscription = State.Subscribe(changes => InvokeAsync(() => HearAsync(changes)));
        _isStarted = true;
        return !_left.IsCancellationRequested;
    }

    private MailPerson Person(string name)
    {
        var first = State.Accounts.Count > 0 ? State.Accounts[0] : null;
        var known = first is { SenderName.Length: > 0 } ? first.SenderName : name;
        return new MailPerson(known == first?.Address ? string.Empty : known, first?.Address ?? name);
    }

    private async Task ShowAsync(MailView view)
    {
        var requested = Requested;
        var search = RequestOf(view);
        var arrangement = Arrangement;
        var isSameView = State.Shows(view, arrangement, search);
        _requested = requested;
        if (!isSameView)
        {
            _focused = null;
            var isSameList = State.View == view;
            await State.ShowAsync(view, arrangement, search, requested, _left);
            await State.CoverAsync(_left);
            if (!State.Shows(view, arrangement, search))
                return;
            if (_asked == arrangement || !isSameList)
                _asked = null;
        }

        if (isSameView && State.Open?.Id == requested && requested is not null)
        {
            // What the prerendered page handed over, or the same address again.
            _reveal ??= State.Open?.Index;
            if (State.Open?.Body is null)
                await LoadBodyAsync();
            return;
        }

        _readerBoundary?.Recover();
        await State.OpenAsync(requested, _left);
        if (Requested != requested)
            return;
        _focused = State.Open?.Index ?? _focused;
        _reveal = isSameView ? _reveal : State.Open?.Index;
        if (requested is not null)
        {
            // Headers first: the body may be a server away.
            if (RendererInfo.IsInteractive)
                StateHasChanged();
            await MarkOpenedAsync();
            await LoadBodyAsync();
        }

        if (!RendererInfo.IsInteractive)
            HandoverKey = Handover.Leave(State.User, State.Screen);
    }

    private Task LoadBodyAsync() => State.LoadBodyAsync(prerender: !RendererInfo.IsInteractive, _left);

    private async Task HearAsync(IReadOnlyList<MailChange> changes)
    {
        if (_left.IsCancellationRequested)
            return;
        if (changes.Any(change => change is MailChange.PersonChanged))
        {
            await Screen.ReadAsync(State.User, _left);
            Clock.Use(Screen.Current);
            StateHasChanged();
        }

        await ReadAgainAsync(() => State.ApplyAsync(changes, _left));
        await NotifyAsync(changes);
        foreach (var change in changes)
        {
            if (change is MailChange.FolderRefused refused)
                await SayAsync(Text[$"FolderRefused{refused.Kind}", refused.Name, refused.ServerText], null);
            else if (change is MailChange.JobChanged { Job: var job })
                await HearOfJobAsync(job);
        }

        // Another window of this person changed how lists are shown.
        if (State.Conversations != State.Arrangement.Conversations)
            await RearrangeAsync();
        foreach (var change in changes.OfType<MailChange.OutboxChanged>())
            await HearOfOutgoingAsync(change);
    }
}
