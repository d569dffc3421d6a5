using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Webmail.Data.Entities;
using Webmail.Model;
using Webmail.Web.Endpoints;
using Webmail.Web.Localization;

namespace Webmail.Web.Account;

/// <summary>Signing out, and the language of a browser in which nobody is signed in.</summary>
internal static class AccountEndpoints
{
    public static void MapWebmailAccount(this WebApplication app)
    {
        app.MapGet("/", () => Results.LocalRedirect(LocalAddress.Mail)).RequireAuthorization();
        app.MapGet("/admin", () => Results.LocalRedirect("/admin/people")).RequireAuthorization(PersonClaims.AdminRole);
        app.MapGet("/language/{code}", ChangeLanguage).AllowAnonymous();
        app.MapPost("/passkeys/creation", CreationOptionsAsync).RequireAuthorization().AddEndpointFilter<RequestTokenFilter>().DisableAntiforgery();
        app.MapPost("/passkeys/request", RequestOptionsAsync).AllowAnonymous().AddEndpointFilter<RequestTokenFilter>().DisableAntiforgery();
        app.MapPost("/sign-out", SignOutAsync).AddEndpointFilter<RequestTokenFilter>().DisableAntiforgery();
    }

    private static async Task<IResult> CreationOptionsAsync(HttpContext context, [FromServices] Passkeys passkeys) =>
        await passkeys.CreationOptionsAsync(context.User.PersonId()) is { } options ? Results.Content(options, "application/json") : Results.Conflict();

    private static async Task<IResult> RequestOptionsAsync([FromServices] Passkeys passkeys) => Results.Content(await passkeys.RequestOptionsAsync(), "application/json");

    private static IResult ChangeLanguage(string code, string? returnUrl, HttpContext context)
    {
        if (Languages.IsKnown(code))
            PreferenceCookies.Write(context, PreferenceCookies.Language, code);
        return Results.LocalRedirect(LocalAddress.Or(returnUrl));
    }

    private static async Task<IResult> SignOutAsync(HttpContext context, [FromServices] SignInManager<AppUser> signIn, [FromServices] Audit audit)
    {
        if (context.User.FindPersonId() is { } person)
            await audit.WriteAsync(AuditKind.SignedOut, person, context.User.LoginName());
        await signIn.SignOutAsync();
        return Results.LocalRedirect("/login");
    }
}
