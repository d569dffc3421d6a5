using System.Globalization;
using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using OpenIddict.Client.AspNetCore;
using Webmail.Engine;
using Webmail.Engine.OAuth;
using Webmail.Model;
using static OpenIddict.Abstractions.OpenIddictConstants;
using SignInResult = Webmail.Engine.SignInResult;

namespace Webmail.Web.Account.OAuth;

/// <summary>What becomes of somebody whom a provider sent back: a mailbox more, a mailbox again, a sign-in, or an explanation.</summary>
internal sealed partial class OAuthReturn(OAuthMailboxes mailboxes, OAuthRegistrations registrations, OAuthNotices notices, PersonSignIn people, TimeProvider time, ILogger<OAuthReturn> logger)
{
    /// <param name="answer">The provider's, already checked: its state, this browser, the code and the identity token.</param>
    public async Task<IResult> ReceiveAsync(string provider, AuthenticateResult answer, HttpContext context)
    {
        var person = context.User.FindPersonId();
        var errand = OAuthErrand.Read(answer.Properties);
        // A link that somebody else sent, another window's session, a page that was open overnight.
        if (errand is null || (errand.Person is { } sent && sent != person))
            return Explain(new OAuthErrand(person, null, null), Failed(SignInFailure.OAuthExpired, provider));
        if (!answer.Succeeded)
            return Explain(errand, Failed(Understand(answer.Properties, provider), provider));
        // Each provider has an address of its own to come back to: an answer at another one's is none (RFC 9700 §4.4).
        if (answer.Principal.FindFirstValue(Claims.Private.RegistrationId) != provider)
            return Explain(errand, Failed(SignInFailure.OAuthExpired, provider));

        var consent = new OAuthConsent(AddressOf(answer.Principal, provider), Tokens(answer.Properties, provider));
        return errand.Person is { } user
            ? await AddAsync(user, errand, consent, context.RequestAborted)
            : await SignInAsync(errand, consent, context.RequestAborted);
    }

    /// <summary>The page somebody began on, saying what is wrong.</summary>
    public IResult Explain(OAuthErrand errand, SignInResult.Failed failure, bool isSmtp = false)
    {
        var address = $"{errand.Page}?notice={Uri.EscapeDataString(notices.Protect(failure))}";
        if (isSmtp)
            address += "&sending=true";
        if (errand.Expected is { } mailbox)
            address += $"&address={Uri.EscapeDataString(mailbox)}";
        return Results.LocalRedirect(errand.ReturnUrl is { } back ? $"{address}&returnUrl={Uri.EscapeDataString(back)}" : address);
    }

    private async Task<IResult> AddAsync(UserId user, OAuthErrand errand, OAuthConsent consent, CancellationToken cancellationToken) =>
        await mailboxes.AddAsync(user, consent, errand.Expected, cancellationToken) switch
        {
            AddAccountResult.Failed failed => Explain(errand, failed.Why, failed.IsSmtp),
            AddAccountResult.Renewed => Results.LocalRedirect("/settings/accounts?saved=again"),
            _ => Results.LocalRedirect("/settings/accounts?saved=added"),
        };

    private async Task<IResult> SignInAsync(OAuthErrand errand, OAuthConsent consent, CancellationToken cancellationToken)
    {
        var failure = await mailboxes.SignInAsync(consent, cancellationToken) switch
        {
            SignInResult.Success success => await people.AdmitByMailboxAsync(success.User, cancellationToken),
            SignInResult.Failed failed => failed,
            var other => throw new InvalidOperationException($"Unknown outcome {other}"),
        };
        if (failure is not null)
            return Explain(errand, failure);
        var next = LocalAddress.Or(errand.ReturnUrl);
        return Results.LocalRedirect(people.NeedsSecondStep ? $"/login/second?returnUrl={Uri.EscapeDataString(next)}" : next);
    }

    private SignInFailure Understand(AuthenticationProperties? properties, string provider)
    {
        var error = properties?.Items.TryGetValue(OpenIddictClientAspNetCoreConstants.Properties.Error, out var said) == true ? said : null;
        LogRefused(provider, error);
        return error switch
        {
            Errors.AccessDenied or Errors.ConsentRequired or Errors.InteractionRequired or Errors.LoginRequired or Errors.AccountSelectionRequired => SignInFailure.OAuthDenied,
            Errors.InvalidClient or Errors.UnauthorizedClient or Errors.InvalidScope or Errors.UnsupportedResponseType or Errors.UnsupportedGrantType => SignInFailure.OAuthMisconfigured,
            Errors.InvalidGrant or Errors.InvalidToken or Errors.InvalidRequest => SignInFailure.OAuthExpired,
            _ => SignInFailure.OAuthUnreachable,
        };
    }

    // Microsoft: the name people sign in with is what its mail servers know them by; the address it also gives may be an alias.
    private static string? AddressOf(ClaimsPrincipal? principal, string provider)
    {
        string[] claims = provider == OAuthProviders.Microsoft
            ? [Claims.PreferredUsername, Claims.Email, ClaimTypes.Email]
            : [Claims.Email, ClaimTypes.Email, Claims.PreferredUsername];
        return claims.Select(type => principal?.FindFirstValue(type)).FirstOrDefault(value => value?.Contains('@', StringComparison.Ordinal) == true);
    }

    private OAuthTokens Tokens(AuthenticationProperties? properties, string provider)
    {
        var access = properties?.GetTokenValue(OpenIddictClientAspNetCoreConstants.Tokens.BackchannelAccessToken) ?? throw new InvalidOperationException("A consent without an access token");
        var ends = properties.GetTokenValue(OpenIddictClientAspNetCoreConstants.Tokens.BackchannelAccessTokenExpirationDate);
        return new OAuthTokens(
            provider,
            access,
            properties.GetTokenValue(OpenIddictClientAspNetCoreConstants.Tokens.RefreshToken),
            time.GetUtcNow(),
            DateTimeOffset.TryParse(ends, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out var end) ? end : null);
    }

    private SignInResult.Failed Failed(SignInFailure code, string provider) => new(code, null, registrations.NameOf(provider));

    [LoggerMessage(Level = LogLevel.Warning, Message = "Nobody came back from provider {Provider} with a consent: {Error}")]
    private partial void LogRefused(string provider, string? error);
}
