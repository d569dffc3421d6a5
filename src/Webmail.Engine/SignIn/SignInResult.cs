using Webmail.Model;

namespace Webmail.Engine;

/// <summary>What a person typed to sign in.</summary>
/// <param name="Typed">Server settings typed by hand, where that is allowed.</param>
/// <param name="NetworkPrefix">The client's network (IPv4 /24, IPv6 /56), for the limit on guesses.</param>
public sealed record SignInRequest(string Address, string Password, AccountServers? Typed, string NetworkPrefix)
{
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
    public sealed record Failed(SignInFailure Code, MailFault? Fault = null, string? ProviderName = null, Uri? Help = null) : SignInResult;
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
}

/// <summary>A provider as the administrator sees it.</summary>
public sealed record ProviderView(
    string Id,
    string Name,
    IReadOnlyList<string> Domains,
    ServerEndpoint Imap,
    ServerEndpoint? Smtp,
    bool BuiltIn);
