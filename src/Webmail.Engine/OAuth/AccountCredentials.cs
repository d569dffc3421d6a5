using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Webmail.Data;
using Webmail.Model;

namespace Webmail.Engine.OAuth;

/// <summary>The one source of each account's secret, whoever connects for it.</summary>
internal sealed class AccountCredentials(AccountStore accounts, ITokenRefresher refresher, TimeProvider time, ILoggerFactory loggers)
{
    private readonly ConcurrentDictionary<AccountId, AccountCredential> _sources = new();

    public AccountCredential Of(AccountId account) =>
        _sources.GetOrAdd(account, id => new AccountCredential(id, accounts, refresher, time, loggers.CreateLogger<AccountCredential>()));
}
