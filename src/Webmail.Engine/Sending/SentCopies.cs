using Webmail.Data;
using Webmail.Engine.Accounts;
using Webmail.Model;

namespace Webmail.Engine;

/// <summary>Who files the copies of what is sent: the provider or we, as known of the provider unless the person says otherwise.</summary>
public sealed class SentCopies
{
    private readonly AccountStore _accounts;
    private readonly CurrentServers _servers;

    internal SentCopies(AccountStore accounts, CurrentServers servers) => (_accounts, _servers) = (accounts, servers);

    /// <summary>Of every account of the person.</summary>
    public async Task<IReadOnlyList<SentCopyChoice>> OfAsync(UserId user, CancellationToken cancellationToken)
    {
        var choices = new List<SentCopyChoice>();
        foreach (var id in await _accounts.OfAsync(user, cancellationToken))
        {
            if (await _accounts.FindAsync(user, id, cancellationToken) is { } account)
                choices.Add(new SentCopyChoice(id, account.SentCopy, _servers.Of(account).SavesSentMail));
        }

        return choices;
    }

    /// <summary>False when the account is not the person's.</summary>
    public Task<bool> SetAsync(UserId user, AccountId account, SentCopy copy, CancellationToken cancellationToken) =>
        _accounts.SetSentCopyAsync(user, account, Enum.IsDefined(copy) ? copy : SentCopy.AsProvider, cancellationToken);

    /// <summary>Whether the provider files it, so that we must not.</summary>
    internal static bool IsProviders(SentCopy choice, AccountServers servers) => choice switch
    {
        SentCopy.ByProvider => true,
        SentCopy.ByUs => false,
        _ => servers.SavesSentMail,
    };
}

/// <param name="ProviderFiles">What is known of the provider.</param>
public sealed record SentCopyChoice(AccountId Account, SentCopy Copy, bool ProviderFiles);
