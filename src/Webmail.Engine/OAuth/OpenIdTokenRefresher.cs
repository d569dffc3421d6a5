using Microsoft.Extensions.Logging;
using OpenIddict.Client;
using Webmail.Model;
using static OpenIddict.Abstractions.OpenIddictConstants;
using static OpenIddict.Abstractions.OpenIddictExceptions;

namespace Webmail.Engine.OAuth;

/// <summary>Refreshes at the provider's token endpoint (RFC 6749 §6), once a call.</summary>
internal sealed partial class OpenIdTokenRefresher(OpenIddictClientService client, OAuthRegistrations registrations, TimeProvider time, ILogger<OpenIdTokenRefresher> logger) : ITokenRefresher
{
    public async Task<RefreshOutcome> RefreshAsync(OAuthTokens tokens, CancellationToken cancellationToken)
    {
        if (tokens.RefreshToken is not { } refreshToken)
            return new RefreshOutcome.Revoked();
        if (registrations.Find(tokens.Provider) is null)
            return Later(MailFaultKind.Protocol, $"The administrator has removed the registration at {registrations.NameOf(tokens.Provider)}");
        try
        {
            var result = await client.AuthenticateWithRefreshTokenAsync(new OpenIddictClientModels.RefreshTokenAuthenticationRequest
            {
                RegistrationId = tokens.Provider,
                RefreshToken = refreshToken,
                DisableUserInfo = true,
                CancellationToken = cancellationToken,
            });

            // Who rotates sends a new refresh token with each; who does not, keeps the old one.
            return new RefreshOutcome.Renewed(tokens with
            {
                AccessToken = result.AccessToken,
                RefreshToken = result.RefreshToken is { Length: > 0 } next ? next : refreshToken,
                Obtained = time.GetUtcNow(),
                Expires = result.AccessTokenExpirationDate,
            });
        }
        catch (ProtocolException refusal) when (refusal.Error is Errors.InvalidGrant)
        {
            return new RefreshOutcome.Revoked();
        }
        catch (ProtocolException refusal)
        {
            LogRefused(tokens.Provider, refusal.Error);
            return Later(
                refusal.Error is Errors.ServerError or Errors.TemporarilyUnavailable or Errors.SlowDown ? MailFaultKind.Network : MailFaultKind.Protocol,
                $"{registrations.NameOf(tokens.Provider)} did not renew the sign-in: {refusal.Error}");
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException or InvalidOperationException)
        {
            // What describes the endpoints could not be read, or the way there is broken.
            LogUnreachable(exception, tokens.Provider);
            return Later(MailFaultKind.Network, $"{registrations.NameOf(tokens.Provider)} cannot be reached to renew the sign-in");
        }
    }

    private static RefreshOutcome.Failed Later(MailFaultKind kind, string words) => new(new MailFault(kind, words));

    [LoggerMessage(Level = LogLevel.Warning, Message = "Provider {Provider} refused a refresh: {Error}")]
    private partial void LogRefused(string provider, string? error);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Provider {Provider} cannot be reached for a refresh")]
    private partial void LogUnreachable(Exception exception, string provider);
}
