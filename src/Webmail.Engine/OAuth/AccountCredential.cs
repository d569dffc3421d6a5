using Microsoft.Extensions.Logging;
using Webmail.Data;
using Webmail.Mail;
using Webmail.Model;

namespace Webmail.Engine.OAuth;

/// <summary>
/// The secret of one account, read and decrypted anew for each connection. A token about to end is refreshed first: once, however many ask, because a
/// refresh token that is used twice ends the consent at providers that rotate them.
/// </summary>
internal sealed partial class AccountCredential(AccountId account, AccountStore accounts, ITokenRefresher refresher, TimeProvider time, ILogger<AccountCredential> logger) : ICredentialSource
{
    // A mail server that refuses a new token as well will not be won by a newer one every second.
    private static readonly TimeSpan BetweenRenewals = TimeSpan.FromMinutes(1);

    // A provider that did not answer is not asked by everybody who needs the same token.
    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private readonly Lock _lock = new();
    private Task<MailCredential>? _refresh;
    private (MailFault Fault, long Since)? _failed;
    private long _renewed;

    public async Task<MailCredential> GetAsync(CancellationToken cancellationToken)
    {
        var stored = await ReadAsync(cancellationToken);
        if (stored.Tokens is not { } tokens || !tokens.IsEnding(time.GetUtcNow()) || (tokens.RefreshToken is null && !tokens.IsExpired(time.GetUtcNow())))
            return stored;
        try
        {
            return await RefreshAsync(tokens, cancellationToken);
        }
        catch (MailFaultException fault) when (fault.Fault.IsTransient && !tokens.IsExpired(time.GetUtcNow()))
        {
            // It opens the mailbox for some minutes more; the next connection tries again.
            return stored;
        }
    }

    public async Task<MailCredential?> RenewAsync(MailCredential refused, CancellationToken cancellationToken)
    {
        var stored = await ReadAsync(cancellationToken);
        if (stored.Secret != refused.Secret)
            return stored;
        if (stored.Tokens is not { } tokens || !MayRenew())
            return null;
        return await RefreshAsync(tokens, cancellationToken);
    }

    /// <summary>True for whoever joins a refresh that is under way, and for one refusal a minute.</summary>
    private bool MayRenew()
    {
        lock (_lock)
        {
            if (_refresh is { IsCompleted: false })
                return true;
            var now = time.GetTimestamp();
            if (_renewed != 0 && time.GetElapsedTime(_renewed, now) < BetweenRenewals)
                return false;
            _renewed = now;
            return true;
        }
    }

    private Task<MailCredential> RefreshAsync(OAuthTokens tokens, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            if (_failed is { } failed && time.GetElapsedTime(failed.Since) < Rest)
                throw new MailFaultException(failed.Fault);
            // Not the caller's to cancel: an answer that nobody waits for any more carries a token that is given once.
            if (_refresh is null or { IsCompleted: true })
                _refresh = Task.Run(() => ExchangeAsync(tokens), CancellationToken.None);
            return _refresh.WaitAsync(cancellationToken);
        }
    }

    private async Task<MailCredential> ExchangeAsync(OAuthTokens tokens)
    {
        using var patience = new CancellationTokenSource(Patience, time);
        // Somebody may have been faster between our look and our turn.
        var stored = await ReadAsync(patience.Token);
        if (stored.Tokens != tokens)
            return stored;
        switch (await AskAsync(tokens, patience.Token))
        {
            case RefreshOutcome.Renewed renewed:
                LogRefreshed(account);
                return await KeepAsync(tokens, renewed.Tokens);
            case RefreshOutcome.Revoked:
                LogRevoked(account);
                return Usable(await KeepAsync(tokens, tokens.Revoked()));
            case RefreshOutcome.Failed failed:
                lock (_lock)
                    _failed = (failed.Fault, time.GetTimestamp());
                throw new MailFaultException(failed.Fault);
            case var other:
                throw new InvalidOperationException($"Unknown outcome {other}");
        }
    }

    private async Task<RefreshOutcome> AskAsync(OAuthTokens tokens, CancellationToken patience)
    {
        try
        {
            return await refresher.RefreshAsync(tokens, patience);
        }
        catch (OperationCanceledException) when (patience.IsCancellationRequested)
        {
            return new RefreshOutcome.Failed(new MailFault(MailFaultKind.Network, "The provider did not answer in time"));
        }
    }

    private async Task<MailCredential> KeepAsync(OAuthTokens old, OAuthTokens renewed)
    {
        // The provider has already forgotten the old one: whatever else ends now, this is stored.
        if (await accounts.ReplaceTokensAsync(account, old, renewed, CancellationToken.None))
            return MailCredential.Of(renewed);
        return await ReadAsync(CancellationToken.None);
    }

    private async Task<MailCredential> ReadAsync(CancellationToken cancellationToken) =>
        Usable(await accounts.CredentialAsync(account, cancellationToken) ?? throw Nothing("No password is stored for this mailbox"));

    private static MailCredential Usable(MailCredential credential) =>
        credential.Tokens is { IsRevoked: true } ? throw Nothing(OAuthTokens.EndedWords) : credential;

    private static MailFaultException Nothing(string words) => new(new MailFault(MailFaultKind.Authentication, words));

    [LoggerMessage(Level = LogLevel.Debug, Message = "Account {Account} has a new access token")]
    private partial void LogRefreshed(AccountId account);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Account {Account}: the provider ended the consent")]
    private partial void LogRevoked(AccountId account);
}
