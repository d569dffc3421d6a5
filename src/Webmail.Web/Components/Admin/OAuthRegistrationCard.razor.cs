using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http.Extensions;
using Webmail.Engine.OAuth;
using Webmail.Model;
using Webmail.Web.Account.OAuth;

namespace Webmail.Web.Components.Admin;

/// <summary>What one provider knows this installation by, and the address it may send people back to.</summary>
public sealed partial class OAuthRegistrationCard
{
    private OAuthRegistration? _stored;
    private OAuthRegistrationForm? _form;
    private string? _problem;

    [Parameter, EditorRequired]
    public required string Provider { get; set; }

    [CascadingParameter]
    public required HttpContext HttpContext { get; set; }

    private OAuthRegistrationForm Form => _form ??= new OAuthRegistrationForm
    {
        ClientId = _stored?.ClientId,
        Tenant = _stored?.Tenant,
        Name = _stored?.Name,
        Issuer = _stored?.Issuer,
        Scopes = _stored?.Scopes,
        SignsIn = _stored?.SignsIn ?? true,
    };

    private bool IsOwn => Provider == OAuthProviders.OpenId;

    private string Title => IsOwn ? Text["OAuth_Own"] : OAuthProviders.NameOf(Provider);

    private string Redirect => UriHelper.BuildAbsolute(HttpContext.Request.Scheme, HttpContext.Request.Host, HttpContext.Request.PathBase, "/" + OAuthAddresses.CallbackOf(Provider));

    private string? Console => Provider switch
    {
        OAuthProviders.Google => "https://console.cloud.google.com/apis/credentials",
        OAuthProviders.Microsoft => "https://entra.microsoft.com/",
        OAuthProviders.Yandex => "https://oauth.yandex.ru/",
        OAuthProviders.MailRu => "https://oauth.mail.ru/app/",
        _ => null,
    };

    protected override void OnParametersSet() => _stored = Administration.Find(Provider);

    private string Id(string part) => $"oauth-{Provider}-{part}";

    private async Task SaveAsync()
    {
        var posted = HttpContext.Request.Form;
        _form = new OAuthRegistrationForm
        {
            ClientId = posted["Form.ClientId"],
            ClientSecret = posted["Form.ClientSecret"],
            Tenant = posted["Form.Tenant"],
            Name = posted["Form.Name"],
            Issuer = posted["Form.Issuer"],
            Scopes = posted["Form.Scopes"],
            SignsIn = posted["Form.SignsIn"] == "true",
        };
        _problem = await Administration.SaveAsync(Provider, _form, HttpContext.RequestAborted);
        if (_problem is null)
            HttpContext.Response.Redirect($"{AdminPage.OAuthAddress}?saved=yes");
    }

    private async Task RemoveAsync()
    {
        await Administration.RemoveAsync(Provider, HttpContext.RequestAborted);
        HttpContext.Response.Redirect($"{AdminPage.OAuthAddress}?saved=removed");
    }
}
