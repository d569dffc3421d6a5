using Microsoft.AspNetCore.Localization;
using Webmail.Web.Account;

namespace Webmail.Web.Localization;

/// <summary>The language a person chose: in the settings when signed in, by the link on the sign-in page before. Null leaves it to Accept-Language.</summary>
internal sealed class LanguageProvider : RequestCultureProvider
{
    public override Task<ProviderCultureResult?> DetermineProviderCultureResult(HttpContext httpContext)
    {
        var chosen = httpContext.User.Language() ?? httpContext.Request.Cookies[PreferenceCookies.Language];
        return Task.FromResult(Languages.IsKnown(chosen) ? new ProviderCultureResult(chosen) : null);
    }
}
