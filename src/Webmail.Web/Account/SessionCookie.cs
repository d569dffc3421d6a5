using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Identity;
using Webmail.Data;
using Webmail.Model;

namespace Webmail.Web.Account;

/// <summary>Ties the sign-in cookie to a session: begun with it, asked for with every request, ended when it is signed out.</summary>
internal static class SessionCookie
{
    private const string Item = "webmail.session";

    /// <summary>A renewed sign-in keeps its properties, and with them its session; a new one has none yet.</summary>
    public static async Task SigningInAsync(CookieSigningInContext context)
    {
        if (context.Principal is { Identity: ClaimsIdentity identity } principal && principal.FindPersonId() is { } person)
            await AttachAsync(context.HttpContext, identity, person, context.Properties);
    }

    public static async Task SigningOutAsync(CookieSigningOutContext context)
    {
        if (context.HttpContext.User.FindPersonId() is { } person && context.HttpContext.User.FindSession() is { } session)
            await context.HttpContext.RequestServices.GetRequiredService<Sessions>().EndAsync(person, session, context.HttpContext.RequestAborted);
    }

    /// <summary>The new principal of an old sign-in is in the same session.</summary>
    public static Task RefreshAsync(SecurityStampRefreshingPrincipalContext context)
    {
        if (context.CurrentPrincipal?.FindSession() is { } session && context.NewPrincipal?.Identity is ClaimsIdentity identity)
            identity.AddClaim(Claim(session));
        return Task.CompletedTask;
    }

    public static async Task ValidateAsync(CookieValidatePrincipalContext context)
    {
        var sessions = context.HttpContext.RequestServices.GetRequiredService<Sessions>();
        if (context.Principal is not { Identity: ClaimsIdentity identity } principal || principal.FindPersonId() is not { } person)
            return;
        if (principal.FindSession() is { } session && !await sessions.IsAliveAsync(person, session, context.HttpContext.RequestAborted))
        {
            context.RejectPrincipal();
            return;
        }

        await ValidateStampAsync(context, sessions, person);
        if (context.Principal is not { } valid)
            return;
        if (valid.FindSession() is { } known)
        {
            // Renewed at most once per interval: often enough for "last seen".
            if (context.ShouldRenew)
            {
                await sessions.SeenAsync(person, known, context.HttpContext.RequestAborted);
                await context.HttpContext.RequestServices.GetRequiredService<PeopleAdmin>().SeenAsync(person, context.HttpContext.RequestAborted);
            }
        }
        else
        {
            // From before there were sessions.
            await AttachAsync(context.HttpContext, valid.Identity as ClaimsIdentity ?? identity, person, context.Properties);
            context.ShouldRenew = true;
        }
    }

    private static async Task ValidateStampAsync(CookieValidatePrincipalContext context, Sessions sessions, UserId person)
    {
        var issued = context.Properties.IssuedUtc;
        if (sessions.IsStale(person, issued))
            context.Properties.IssuedUtc = DateTimeOffset.UnixEpoch;
        await SecurityStampValidator.ValidatePrincipalAsync(context);
        context.Properties.IssuedUtc = issued;
    }

    private static async Task AttachAsync(HttpContext context, ClaimsIdentity identity, UserId person, AuthenticationProperties properties)
    {
        var session = properties.Items.TryGetValue(Item, out var kept) && Guid.TryParse(kept, out var known)
            ? known
            : await context.RequestServices.GetRequiredService<Sessions>().BeginAsync(context, person);
        properties.Items[Item] = session.ToString();
        if (identity.FindFirst(PersonClaims.SessionType) is null)
            identity.AddClaim(Claim(session));
    }

    private static Claim Claim(Guid session) => new(PersonClaims.SessionType, session.ToString());
}
