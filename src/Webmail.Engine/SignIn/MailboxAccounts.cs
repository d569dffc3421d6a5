using Microsoft.Extensions.Logging;
using Webmail.Data;
using Webmail.Model;

namespace Webmail.Engine;

/// <summary>The mailboxes of somebody who is signed in: another one is added after both of its servers took the password, and taken away again.</summary>
public sealed partial class MailboxAccounts(MailboxLookup lookup, MailboxProof proof, AccountRoster roster, AccountKeeper keeper, SignInLimiter limiter, ILogger<MailboxAccounts> logger)
{
    /// <summary>Adds the mailbox; one that the person has already gets the new password.</summary>
    public async Task<AddAccountResult> AddAsync(UserId user, SignInRequest request, CancellationToken cancellationToken)
    {
        if (!limiter.IsAllowed(request.Address.Trim(), request.NetworkPrefix))
            return new AddAccountResult.Failed(new SignInResult.Failed(SignInFailure.TooManyAttempts), IsSmtp: false);
        var found = await lookup.FindAsync(request, cancellationToken);
        if (found.Failure is { } failure)
            return new AddAccountResult.Failed(failure, IsSmtp: false);

        var credential = new MailCredential(CredentialKind.Password, request.Password);
        if (await proof.RefusalAsync(found, credential, cancellationToken) is { } refused)
        {
            if (refused.Why.Code is SignInFailure.WrongPassword or SignInFailure.AppPasswordNeeded)
                limiter.Failed(request.Address.Trim(), request.NetworkPrefix);
            return refused;
        }

        return await KeepAsync(user, found, credential, cancellationToken);
    }

    /// <summary>Keeps a mailbox whose servers have just taken the secret.</summary>
    internal async Task<AddAccountResult> KeepAsync(UserId user, FoundMailbox found, MailCredential credential, CancellationToken cancellationToken)
    {
        if (await roster.FindAsync(user, found.Servers, cancellationToken) is { } known)
        {
            await keeper.RenewAsync(user, known, credential, cancellationToken);
            return new AddAccountResult.Renewed(known);
        }

        var added = await roster.AddAsync(new NewAccount(user, found.Address, null, false, found.Servers), credential, cancellationToken);
        keeper.Start(user, added);
        LogAdded(user, added);
        return new AddAccountResult.Added(added);
    }

    /// <summary>Accounts that cannot be taken away, because the person signs in with them.</summary>
    public Task<IReadOnlyList<AccountId>> NeededAsync(UserId user, CancellationToken cancellationToken) => roster.NeededAsync(user, cancellationToken);

    public async Task SetColorAsync(UserId user, AccountId account, int color, CancellationToken cancellationToken) =>
        keeper.Tell(await roster.SetColorAsync(user, account, color, cancellationToken));

    /// <summary>Stops everything that is done for the account here: mail in it can be read and written, and waits until it goes on.</summary>
    public async Task PauseAsync(UserId user, AccountId account, CancellationToken cancellationToken)
    {
        if (await roster.SetPausedAsync(user, account, paused: true, cancellationToken) is not { Count: > 0 } changes)
            return;
        await keeper.StopAsync(account);
        keeper.Tell(changes);
    }

    public async Task ResumeAsync(UserId user, AccountId account, CancellationToken cancellationToken)
    {
        if ((await roster.SetPausedAsync(user, account, paused: false, cancellationToken)).Count > 0)
            keeper.Start(user, account);
    }

    /// <returns>False when it is not the person's, or needed to sign in.</returns>
    public async Task<bool> RemoveAsync(UserId user, AccountId account, CancellationToken cancellationToken)
    {
        if (!await roster.RetireAsync(user, account, cancellationToken))
            return false;
        await keeper.StopAsync(account);
        keeper.Tell(await roster.RemoveAsync(user, account, cancellationToken));
        LogRemoved(user, account);
        return true;
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "User {User} added account {Account}")]
    private partial void LogAdded(UserId user, AccountId account);

    [LoggerMessage(Level = LogLevel.Information, Message = "User {User} removed account {Account}")]
    private partial void LogRemoved(UserId user, AccountId account);
}

/// <summary>The outcome of adding a mailbox.</summary>
public abstract record AddAccountResult
{
    private AddAccountResult()
    {
    }

    public sealed record Added(AccountId Account) : AddAccountResult;

    /// <summary>The person had it already; it goes on with the new password.</summary>
    public sealed record Renewed(AccountId Account) : AddAccountResult;

    /// <param name="IsSmtp">Mail could be read, but not sent.</param>
    public sealed record Failed(SignInResult.Failed Why, bool IsSmtp) : AddAccountResult;
}
