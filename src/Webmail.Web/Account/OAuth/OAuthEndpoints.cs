using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Mvc;
using OpenIddict.Client;
using OpenIddict.Client.AspNetCore;
using Webmail.Engine;
using Webmail.Engine.OAuth;
using Webmail.Model;
using SignInResult = Webmail.Engine.SignInResult;

namespace Webmail.Web.Account.OAuth;

/// <summary>The links that lead to a provider's page, and the address it sends people back to.</summary>
internal static partial class OAuthEndpoints
{
    private static readonly string[] Scheme = [OpenIddictClientAspNetCoreDefaults.AuthenticationScheme];

    public static void MapWebmailConsent(this WebApplication app)
    {
        app.MapGet("/oauth/{provider}/sign-in", SignInAsync).AllowAnonymous();
        app.MapGet("/oauth/{provider}/add", AddAsync).RequireAuthorization();
        app.MapGet("/oauth/{provider}/again", AgainAsync).RequireAuthorization();
        app.MapGet("/" + OAuthAddresses.CallbackOf("{provider}"), ReturnAsync).AllowAnonymous();
    }

    private static Task<IResult> SignInAsync(string provider, string? returnUrl, HttpContext context, [FromServices] OAuthRegistrations registrations) =>
        registrations.Find(provider) is { SignsIn: true }
            ? GoAsync(context, provider, new OAuthErrand(null, null, LocalAddress.Or(returnUrl)), null)
            : Task.FromResult(Results.NotFound());

    private static Task<IResult> AddAsync(string provider, string? mailbox, HttpContext context) =>
        GoAsync(context, provider, new OAuthErrand(context.User.PersonId(), null, null), mailbox);

    private static async Task<IResult> AgainAsync(string provider, long account, HttpContext context, [FromServices] Mailbox mailbox)
    {
        var person = context.User.PersonId();
        var found = (await mailbox.AccountsAsync(person, context.RequestAborted)).FirstOrDefault(own => own.Id == new AccountId(account));
        return found is null ? Results.NotFound() : await GoAsync(context, provider, new OAuthErrand(person, found.Address, null), found.Address);
    }

    private static async Task<IResult> GoAsync(HttpContext context, string provider, OAuthErrand errand, string? hint)
    {
        var services = context.RequestServices;
        var registrations = services.GetRequiredService<OAuthRegistrations>();
        if (registrations.Find(provider) is null)
            return Results.NotFound();
        try
        {
            // Asked here, where it can be said what is wrong.
            await services.GetRequiredService<OpenIddictClientService>().GetServerConfigurationByRegistrationIdAsync(provider, context.RequestAborted);
        }
        catch (Exception exception) when (exception is not OperationCanceledException || !context.RequestAborted.IsCancellationRequested)
        {
            LogUnreachable(services.GetRequiredService<ILoggerFactory>().CreateLogger(typeof(OAuthEndpoints)), exception, provider);
            return services.GetRequiredService<OAuthReturn>().Explain(errand, new SignInResult.Failed(SignInFailure.OAuthUnreachable, null, registrations.NameOf(provider)));
        }

        var properties = new AuthenticationProperties();
        properties.Items[OpenIddictClientAspNetCoreConstants.Properties.RegistrationId] = provider;
        if (!string.IsNullOrWhiteSpace(hint))
            properties.Items[OpenIddictClientAspNetCoreConstants.Properties.LoginHint] = hint;
        foreach (var (name, value) in OAuthConsentParameters.Of(provider))
            properties.Parameters[name] = value;
        errand.Write(properties);
        return Results.Challenge(properties, Scheme);
    }

    private static async Task<IResult> ReturnAsync(string provider, HttpContext context, [FromServices] OAuthReturn returned, [FromServices] OAuthRegistrations registrations) =>
        registrations.Find(provider) is null
            ? Results.NotFound()
            : await returned.ReceiveAsync(provider, await context.AuthenticateAsync(OpenIddictClientAspNetCoreDefaults.AuthenticationScheme), context);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Provider {Provider} does not say where its pages are")]
    private static partial void LogUnreachable(ILogger logger, Exception exception, string provider);
}
