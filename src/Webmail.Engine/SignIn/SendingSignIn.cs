using Webmail.Data;
using Webmail.Engine.Accounts;
using Webmail.Mail.Discovery;
using Webmail.Mail.Smtp;
using Webmail.Model;

namespace Webmail.Engine;

/// <summary>A user name and password for sending alone, where a provider wants others than for reading. Tried before they are kept.</summary>
public sealed class SendingSignIn
{
    private readonly AccountStore _accounts;
    private readonly SmtpSignInStore _store;
    private readonly CurrentServers _servers;
    private readonly ProviderPresets _presets;
    private readonly SmtpSubmitter _smtp;
    private readonly AccountKeeper _keeper;

    internal SendingSignIn(AccountStore accounts, SmtpSignInStore store, CurrentServers servers, ProviderPresets presets, SmtpSubmitter smtp, AccountKeeper keeper) =>
        (_accounts, _store, _servers, _presets, _smtp, _keeper) = (accounts, store, servers, presets, smtp, keeper);

    /// <summary>The servers of a mailbox as they are used, and whether it sends by a sign-in of its own; null when it is not the person's.</summary>
    public async Task<(AccountServers Servers, bool IsOwn)?> FindAsync(UserId user, AccountId account, CancellationToken cancellationToken) =>
        await _accounts.FindAsync(user, account, cancellationToken) is { } stored ? (_servers.Of(stored), stored.HasSmtpSignIn) : null;

    /// <returns>Null when the server took it, else why not; also when the account is not the person's, which is like a mailbox that is gone.</returns>
    public async Task<SignInResult.Failed?> SetAsync(UserId user, AccountId account, string userName, string password, CancellationToken cancellationToken)
    {
        if (await _accounts.FindAsync(user, account, cancellationToken) is not { } stored)
            return new SignInResult.Failed(SignInFailure.UnknownServers);
        var servers = _servers.Of(stored) with { SmtpUserName = userName };
        if (await _smtp.VerifyAsync(servers, new MailCredential(CredentialKind.Password, password), cancellationToken) is { } fault)
            return MailboxSignIn.Failure(fault, _presets.FindById(servers.ProviderId));
        await FollowAsync(user, account, await _store.SetAsync(user, account, userName, password, cancellationToken));
        return null;
    }

    /// <summary>Sends by what it reads by again.</summary>
    public async Task ClearAsync(UserId user, AccountId account, CancellationToken cancellationToken)
    {
        if (await _accounts.FindAsync(user, account, cancellationToken) is not { HasSmtpSignIn: true } stored)
            return;
        var usual = _presets.Find(stored.Address) is { } preset ? ProviderPresets.ServersFor(preset, stored.Address).SmtpUserName : stored.Servers.ImapUserName;
        await FollowAsync(user, account, await _store.ClearAsync(user, account, usual, cancellationToken));
    }

    /// <summary>The actor that runs knows the former name.</summary>
    private async Task FollowAsync(UserId user, AccountId account, IReadOnlyList<MailChange> changes)
    {
        if (changes.Count == 0)
            return;
        await _keeper.StopAsync(account);
        _keeper.Start(user, account);
    }
}
