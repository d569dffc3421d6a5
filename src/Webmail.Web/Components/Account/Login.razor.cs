using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using Microsoft.Extensions.Options;
using Webmail.Engine;
using Webmail.Model;
using Webmail.Web.Account;
using Webmail.Web.Hosting;
using Webmail.Web.Resources;

namespace Webmail.Web.Components.Account;

/// <summary>The sign-in page. Static, because a cookie needs the response; works without scripts.</summary>
public sealed partial class Login(IOptions<WebmailOptions> options, IStringLocalizer<Texts> text)
{
    private SignInResult.Failed? _failure;
    private string? _serverProblem;
    private SignInForm? _form;

    [CascadingParameter]
    public required HttpContext HttpContext { get; set; }

    [SupplyParameterFromForm(FormName = "login", Name = "Form")]
    private SignInForm? Posted { get; set; }

    /// <summary>What the browser answered with a passkey; the fields above it count for nothing then.</summary>
    [SupplyParameterFromForm(FormName = "login")]
    private string? Passkey { get; set; }

    [SupplyParameterFromQuery]
    private string? ReturnUrl { get; set; }

    [SupplyParameterFromQuery]
    private string? Notice { get; set; }

    // What came back from a provider, until the form says something newer.
    private SignInResult.Failed? Returned => Posted is null ? Notices.Read(Notice) : null;

    private SignInForm Form => _form ??= Posted ?? new SignInForm();

    private IStringLocalizer<Texts> Text => text;

    private string Address => Form.Address?.Trim() ?? string.Empty;

    private string Domain => Address[(Address.LastIndexOf('@') + 1)..];

    private string Here => $"/login{HttpContext.Request.QueryString}";

    private bool AsksForServers => options.Value.SignIn.TypedServers && (_serverProblem is not null || Form.HasServers || _failure?.Code == SignInFailure.UnknownServers);

    protected override void OnInitialized()
    {
        if (HttpContext.User.FindPersonId() is not null && HttpMethods.IsGet(HttpContext.Request.Method))
            HttpContext.Response.Redirect(LocalAddress.Or(ReturnUrl));
    }

    private async Task SignInAsync()
    {
        if (!string.IsNullOrEmpty(Passkey))
        {
            _failure = await Keys.SignInAsync(Passkey, HttpContext.RequestAborted);
            if (_failure is null)
                HttpContext.Response.Redirect(LocalAddress.Or(ReturnUrl));
            return;
        }

        if (Address.Length == 0 || string.IsNullOrEmpty(Form.Password))
        {
            _failure = new SignInResult.Failed(Address.Length == 0 ? SignInFailure.InvalidAddress : SignInFailure.WrongPassword);
            return;
        }

        if (!TryReadServers(out var servers))
        {
            _serverProblem = "Login_ServersIncomplete";
            return;
        }

        var request = new SignInRequest(Address, Form.Password, servers, NetworkPrefix.Of(HttpContext.Connection.RemoteIpAddress)) { Confirmed = Form.Confirmed };
        _failure = await People.SignInAsync(request, HttpContext.RequestAborted);
        if (_failure is null)
            HttpContext.Response.Redirect(People.NeedsSecondStep ? $"/login/second?returnUrl={Uri.EscapeDataString(LocalAddress.Or(ReturnUrl))}" : LocalAddress.Or(ReturnUrl));
    }

    private bool TryReadServers(out AccountServers? servers)
    {
        servers = null;
        if (!options.Value.SignIn.TypedServers || !Form.HasServers)
            return true;
        servers = Form.ToServers(Address);
        return servers is not null;
    }

    private string? Invalid(params ReadOnlySpan<SignInFailure> codes) => _failure is not null && codes.Contains(_failure.Code) ? "true" : null;
}
