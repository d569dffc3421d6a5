using Microsoft.Extensions.Logging;
using Webmail.Mail.Discovery;
using Webmail.Model;

namespace Webmail.Engine.OAuth;

/// <summary>Mailboxes opened by a consent: added, opened again after the consent had ended, and signed in with. Their servers have to take the token before anything is kept.</summary>
public sealed partial class OAuthMailboxes(OAuthRegistrations registrations, OAuthServers servers, MailboxProof proof, MailboxAccounts accounts, MailboxSignIn signIn, ILogger<OAuthMailboxes> logger)
{
    /// <summary>Adds the mailbox of the consent; one that the person has already goes on with it.</summary>
    /// <param name="expected">The mailbox that was to be opened again; null for any.</param>
    public async Task<AddAccountResult> AddAsync(UserId user, OAuthConsent consent, string? expected, CancellationToken cancellationToken)
    {
        var found = Find(consent);
        if (found.Failure is { } failure)
            return new AddAccountResult.Failed(failure, IsSmtp: false);
        if (expected is not null && !expected.Equals(found.Address, StringComparison.OrdinalIgnoreCase))
            return new AddAccountResult.Failed(Failed(SignInFailure.OAuthOtherAddress, consent), IsSmtp: false);
        var credential = MailCredential.Of(consent.Tokens);
        return await proof.RefusalAsync(found, credential, cancellationToken) is { } refused
            ? refused with { Why = Explain(refused.Why, consent) }
            : await accounts.KeepAsync(user, found, credential, cancellationToken);
    }

    /// <summary>Signs in whoever the mail server knows by this token, where the administrator lets people in this way.</summary>
    public async Task<SignInResult> SignInAsync(OAuthConsent consent, CancellationToken cancellationToken)
    {
        var found = Find(consent);
        if (found.Failure is { } failure)
            return failure;
        if (registrations.Find(consent.Tokens.Provider) is not { SignsIn: true })
            return Failed(SignInFailure.NotAllowed, consent);
        var result = await signIn.SignInAsync(found, MailCredential.Of(consent.Tokens), cancellationToken);
        return result is SignInResult.Failed failed ? Explain(failed, consent) : result;
    }

    private FoundMailbox Find(OAuthConsent consent)
    {
        var provider = consent.Tokens.Provider;
        if (MailboxSignIn.Normalize(consent.Address ?? string.Empty) is not { } address)
        {
            LogNoAddress(provider);
            return FoundMailbox.Nothing(Failed(SignInFailure.OAuthNoAddress, consent));
        }

        if (consent.Tokens is { Expires: not null, RefreshToken: null })
            return FoundMailbox.Nothing(Failed(SignInFailure.OAuthShortLived, consent));
        address = MailboxSignIn.WithoutCase(address);
        return servers.Find(provider, address) is { } preset
            ? new FoundMailbox(address, ProviderPresets.ServersFor(preset, address), preset, null)
            : FoundMailbox.Nothing(Failed(SignInFailure.OAuthNoServers, consent));
    }

    // A refused token is no wrong password, whatever the provider's rules for passwords are.
    private SignInResult.Failed Explain(SignInResult.Failed failure, OAuthConsent consent) =>
        failure.Code is SignInFailure.WrongPassword or SignInFailure.AppPasswordNeeded or SignInFailure.Insecure
            ? failure with { Code = SignInFailure.OAuthRefused, ProviderName = registrations.NameOf(consent.Tokens.Provider) }
            : failure;

    private SignInResult.Failed Failed(SignInFailure code, OAuthConsent consent) => new(code, null, registrations.NameOf(consent.Tokens.Provider));

    [LoggerMessage(Level = LogLevel.Warning, Message = "Provider {Provider} did not say whose mailbox it is")]
    private partial void LogNoAddress(string provider);
}
