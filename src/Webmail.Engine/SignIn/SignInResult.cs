using Webmail.Model;

namespace Webmail.Engine;

/// <summary>What a person typed to sign in.</summary>
/// <param name="Typed">Server settings typed by hand, where that is allowed.</param>
/// <param name="NetworkPrefix">The client's network (IPv4 /24, IPv6 /56), for the limit on guesses.</param>
public sealed record SignInRequest(string Address, string Password, AccountServers? Typed, string NetworkPrefix)
{
    /// <summary><see cref="ServerChoice.Key"/> of the servers that the person looked at and wants the password to go to; null for none.</summary>
    public string? Confirmed { get; init; }

    public override string ToString() => "SignInRequest (hidden)";
}

/// <summary>The outcome of signing in with a mailbox.</summary>
public abstract record SignInResult
{
    private SignInResult()
    {
    }

    /// <param name="IsNew">The user and the account were created just now.</param>
    public sealed record Success(UserId User, AccountId Account, bool IsNew) : SignInResult;

    /// <param name="Fault">The server's words, where a server spoke.</param>
    /// <param name="ProviderName">Whose rules apply, where known.</param>
    /// <param name="Help">The provider's page that says how to get in.</param>
    public sealed record Failed(SignInFailure Code, MailFault? Fault = null, string? ProviderName = null, Uri? Help = null) : SignInResult
    {
        /// <summary>The servers to be confirmed; with <see cref="SignInFailure.ConfirmServers"/> only.</summary>
        public ServerChoice? Choice { get; init; }

        /// <summary>Whose sign-in page lets this mailbox in where no password does; with <see cref="SignInFailure.OAuthOnly"/> only.</summary>
        public string? OAuth { get; init; }

        /// <summary>Why there is no way in at this provider; with <see cref="SignInFailure.NoImap"/> only.</summary>
        public Explanation? Explanation { get; init; }
    }
}

/// <summary>Servers that a person is asked about before a password goes there.</summary>
public sealed record ServerChoice(string Name, ServerEndpoint Imap, ServerEndpoint Smtp)
{
    /// <summary>Says the same servers again, as a form posts it.</summary>
    public string Key => $"{Imap.Host}:{Imap.Port}/{Imap.Security} {Smtp.Host}:{Smtp.Port}/{Smtp.Security}";
}

/// <summary>A sentence from the provider data, in both languages.</summary>
public sealed record Explanation(string English, string Russian)
{
    public string In(string language) => language == "ru" ? Russian : English;
}

/// <summary>Why a sign-in did not work.</summary>
public enum SignInFailure
{
    InvalidAddress,
    WrongPassword,
    AppPasswordNeeded,
    OAuthOnly,
    Unreachable,
    CertificateProblem,
    Throttled,
    UnknownServers,
    NotAllowed,
    TooManyAttempts,
    Disabled,

    /// <summary>The server offers no encryption, or was authenticated before we asked.</summary>
    Insecure,
    ProtocolProblem,

    /// <summary>The servers were found through DNS alone: the person looks at them first.</summary>
    ConfirmServers,

    /// <summary>The provider gives mail programs no way in.</summary>
    NoImap,

    /// <summary>The person said no at the provider.</summary>
    OAuthDenied,

    /// <summary>The way back from the provider took too long, or ended in another browser or another person's session.</summary>
    OAuthExpired,

    /// <summary>The provider did not answer.</summary>
    OAuthUnreachable,

    /// <summary>The provider refuses what the administrator entered.</summary>
    OAuthMisconfigured,

    /// <summary>The provider did not say whose mailbox it is.</summary>
    OAuthNoAddress,

    /// <summary>Another mailbox was chosen at the provider than the one to be opened again.</summary>
    OAuthOtherAddress,

    /// <summary>The provider gave access for an hour and nothing to renew it with.</summary>
    OAuthShortLived,

    /// <summary>No mail server is known that takes this provider's tokens for this address.</summary>
    OAuthNoServers,

    /// <summary>The mail server does not take the token that the provider gave.</summary>
    OAuthRefused,

    /// <summary>The administrator gives this person their mailboxes.</summary>
    ByAdministratorOnly,

    /// <summary>The administrator takes no new mailboxes of this provider.</summary>
    ProviderDisabled,

    /// <summary>The code of the second step is wrong, or the first step was too long ago.</summary>
    WrongCode,

    /// <summary>The passkey is not known here.</summary>
    WrongPasskey,
}
