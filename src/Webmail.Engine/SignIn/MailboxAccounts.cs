using Microsoft.Extensions.Logging;
using Webmail.Data;
using Webmail.Model;

namespace Webmail.Engine;

/// <summary>The mailboxes of somebody who is signed in: another one is added after both of its servers took the password, and taken away again.</summary>
public sealed partial class MailboxAccounts(MailboxLookup lookup, MailboxProof proof, AccountRoster roster, AccountKeeper keeper, MailboxPermissions permissions, ILogger<MailboxAccounts> logger)
{
    /// <summary>Adds the mailbox; one that the person has already gets the new password.</summary>
    public async Task<AddAccountResult> AddAsync(UserId user, SignInRequest request, CancellationToken cancellationToken)
    {
        if (!permissions.MayTry(request))
            return Refused(SignInFailure.TooManyAttempts, null);
        var found = await lookup.FindAsync(request, cancellationToken);
        if (found.Failure is { } failure)
            return new AddAccountResult.Failed(failure, IsSmtp: false);
        var known = await roster.FindAsync(user, found.Servers, cancellationToken);
        if (known is null && await permissions.WhyNotAsync(user, found.Preset, cancellationToken) is { } forbidden)
            return Refused(forbidden, found.Preset?.Name);

        var result = await ProveAsync(user, found, known, request.Password, cancellationToken);
        if (result is AddAccountResult.Failed { Why.Code: SignInFailure.WrongPassword or SignInFailure.AppPasswordNeeded })
            permissions.Failed(request);
        return result;
    }

    /// <summary>The administrator gives a person a mailbox, tested first; one they have already gets the new password.</summary>
    /// <param name="providerId">Whose servers to take; null for those typed, else those that are found for the address.</param>
    public async Task<AddAccountResult> GiveAsync(UserId user, SignInRequest request, string? providerId, CancellationToken cancellationToken)
    {
        var found = await lookup.FindForAdministratorAsync(request, providerId, cancellationToken);
        return found.Failure is { } failure
            ? new AddAccountResult.Failed(failure, IsSmtp: false)
            : await ProveAsync(user, found, await roster.FindAsync(user, found.Servers, cancellationToken), request.Password, cancellationToken);
    }

    private async Task<AddAccountResult> ProveAsync(UserId user, FoundMailbox found, AccountId? known, string password, CancellationToken cancellationToken)
    {
        var credential = new MailCredential(CredentialKind.Password, password);
        return await proof.RefusalAsync(found, credential, cancellationToken) is { } refused ? refused : await KeepAsync(user, found, known, credential, cancellationToken);
    }

    /// <summary>Keeps a mailbox whose servers have just taken the secret, where the person may have it.</summary>
    internal async Task<AddAccountResult> KeepAsync(UserId user, FoundMailbox found, MailCredential credential, CancellationToken cancellationToken)
    {
        var known = await roster.FindAsync(user, found.Servers, cancellationToken);
        return known is null && await permissions.WhyNotAsync(user, found.Preset, cancellationToken) is { } forbidden
            ? Refused(forbidden, found.Preset?.Name)
            : await KeepAsync(user, found, known, credential, cancellationToken);
    }

    private async Task<AddAccountResult> KeepAsync(UserId user, FoundMailbox found, AccountId? known, MailCredential credential, CancellationToken cancellationToken)
    {
        if (known is { } account)
        {
            await keeper.RenewAsync(user, account, credential, cancellationToken);
            return new AddAccountResult.Renewed(account);
        }

        var added = await roster.AddAsync(new NewAccount(user, found.Address, null, false, found.Servers), credential, cancellationToken);
        keeper.Start(user, added);
        LogAdded(user, added);
        return new AddAccountResult.Added(added);
    }

    private static AddAccountResult.Failed Refused(SignInFailure code, string? provider) => new(new SignInResult.Failed(code, null, provider), IsSmtp: false);

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

    /// <summary>Removes all accounts of a person who leaves, also the one they sign in with.</summary>
    public async Task RemoveAllAsync(UserId user, CancellationToken cancellationToken)
    {
        foreach (var account in await roster.RetireAllAsync(user, cancellationToken))
        {
            await keeper.StopAsync(account);
            keeper.Tell(await roster.RemoveAsync(user, account, cancellationToken));
            LogRemoved(user, account);
        }
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
