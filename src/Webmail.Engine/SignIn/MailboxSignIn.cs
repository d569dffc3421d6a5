using System.Globalization;
using System.Net.Mail;
using Microsoft.Extensions.Logging;
using Webmail.Data;
using Webmail.Mail.Discovery;
using Webmail.Mail.Imap;
using Webmail.Model;

namespace Webmail.Engine;

/// <summary>Lets people in by their mailbox: the identity is the verified IMAP host and the login name, never an address alone.</summary>
public sealed partial class MailboxSignIn(
    SignInDirectory directory,
    ProviderRules rules,
    MailboxLookup lookup,
    ImapSignIn imap,
    SignInLimiter limiter,
    ILogger<MailboxSignIn> logger)
{
    /// <summary>Verifies the address and password with its own mail server; the first success creates the person and the account.</summary>
    public async Task<SignInResult> SignInAsync(SignInRequest request, CancellationToken cancellationToken)
    {
        if (Normalize(request.Address) is not { } address)
            return new SignInResult.Failed(SignInFailure.InvalidAddress);
        if (!limiter.IsAllowed(address, request.NetworkPrefix))
            return new SignInResult.Failed(SignInFailure.TooManyAttempts);

        var found = await lookup.FindForSignInAsync(request, cancellationToken);
        if (found.Failure is { } failure)
            return failure;
        address = found.Address;
        var (servers, preset) = (found.Servers, found.Preset);
        var identity = await directory.FindAsync(servers, cancellationToken);
        if (identity is null && rules.WhyNoFirstSignIn(address, preset) is { } refused)
            return new SignInResult.Failed(refused, null, preset?.Name);

        var credential = new MailCredential(CredentialKind.Password, request.Password);
        var fault = await imap.VerifyAsync(servers, credential, cancellationToken);
        if (fault is null)
            return await SucceedAsync(identity, found, credential, cancellationToken);

        if (fault.Kind == MailFaultKind.Network && identity is not null)
        {
            // Unreachable, not refused: what the server last accepted from this person still counts.
            if (await directory.VerifyOfflineAsync(servers, request.Password, cancellationToken))
            {
                LogOffline(identity.User);
                return identity.UserDisabled ? new SignInResult.Failed(SignInFailure.Disabled) : new SignInResult.Success(identity.User, identity.Account, false);
            }

            limiter.Failed(address, request.NetworkPrefix);
        }

        if (fault.Kind == MailFaultKind.Authentication)
            limiter.Failed(address, request.NetworkPrefix);
        return Failure(fault, preset);
    }

    /// <summary>Signs in with a token that the provider gave for this mailbox just now; the same person as with its password.</summary>
    internal async Task<SignInResult> SignInAsync(FoundMailbox found, MailCredential token, CancellationToken cancellationToken)
    {
        var identity = await directory.FindAsync(found.Servers, cancellationToken);
        if (identity is null && rules.WhyNoFirstSignIn(found.Address, found.Preset) is { } refused)
            return new SignInResult.Failed(refused, null, found.Preset?.Name);
        return await imap.VerifyAsync(found.Servers, token, cancellationToken) is { } fault
            ? Failure(fault, found.Preset)
            : await SucceedAsync(identity, found, token, cancellationToken);
    }

    /// <summary>An administrator gives a person a mailbox: tested with its server first, like a sign-in.</summary>
    /// <param name="displayName">The person's name.</param>
    public async Task<SignInResult> ProvisionAsync(string displayName, string address, string password, CancellationToken cancellationToken)
    {
        var found = await lookup.FindForSignInAsync(new SignInRequest(address, password, null, string.Empty), cancellationToken);
        if (found.Failure is { } failure)
            return failure;
        var (servers, preset) = (found.Servers, found.Preset);
        var credential = new MailCredential(CredentialKind.Password, password);
        if (await imap.VerifyAsync(servers, credential, cancellationToken) is { } fault)
            return Failure(fault, preset);
        if (await directory.FindAsync(servers, cancellationToken) is { } existing)
            return new SignInResult.Success(existing.User, existing.Account, false);
        var created = await directory.CreateAsync(new NewMailboxPerson(found.Address, displayName, servers), credential, cancellationToken);
        return new SignInResult.Success(created.User, created.Account, true);
    }

    private async Task<SignInResult> SucceedAsync(SignInIdentity? identity, FoundMailbox found, MailCredential credential, CancellationToken cancellationToken)
    {
        if (identity is null)
        {
            var created = await directory.CreateAsync(new NewMailboxPerson(found.Address, null, found.Servers), credential, cancellationToken);
            LogCreated(created.User, created.Account);
            return created.UserDisabled ? new SignInResult.Failed(SignInFailure.Disabled) : new SignInResult.Success(created.User, created.Account, true);
        }

        if (identity.UserDisabled)
            return new SignInResult.Failed(SignInFailure.Disabled);
        await directory.AcceptedAsync(identity, found.Servers, credential, cancellationToken);
        return new SignInResult.Success(identity.User, identity.Account, false);
    }

    /// <summary>No known provider tells Anna@ from anna@, and a phone's keyboard begins with a capital: one mailbox must not become two people.</summary>
    [System.Diagnostics.CodeAnalysis.SuppressMessage("Globalization", "CA1308", Justification = "Addresses are written in lower case.")]
    internal static string WithoutCase(string address) => address.ToLowerInvariant();

    internal static SignInResult.Failed Failure(MailFault fault, ProviderPreset? preset)
    {
        var code = fault.Kind switch
        {
            MailFaultKind.Authentication when preset?.Authentication == ProviderAuthentication.AppPassword => SignInFailure.AppPasswordNeeded,
            MailFaultKind.Authentication => SignInFailure.WrongPassword,
            MailFaultKind.Certificate => SignInFailure.CertificateProblem,
            MailFaultKind.Network => SignInFailure.Unreachable,
            MailFaultKind.Throttled => SignInFailure.Throttled,
            MailFaultKind.Unsupported => SignInFailure.Insecure,
            _ => SignInFailure.ProtocolProblem,
        };
        return new SignInResult.Failed(code, fault, preset?.Name, preset?.HelpUri);
    }

    /// <summary>The address with its domain in lower-case A-label form; null when it is none.</summary>
    internal static string? Normalize(string text)
    {
        var trimmed = text.Trim();
        if (trimmed.Length is 0 or > 254 || !MailAddress.TryCreate(trimmed, out var parsed) || parsed.Address != trimmed)
            return null;
        try
        {
            return $"{parsed.User}@{new IdnMapping().GetAscii(parsed.Host).ToLowerInvariant()}";
        }
        catch (ArgumentException)
        {
            return null; // Not a domain name.
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "User {User} and account {Account} created by mailbox sign-in")]
    private partial void LogCreated(UserId user, AccountId account);

    [LoggerMessage(Level = LogLevel.Information, Message = "User {User} signed in while the mail server is unreachable")]
    private partial void LogOffline(UserId user);
}
