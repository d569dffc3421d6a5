using Webmail.Data;
using Webmail.Mail.Discovery;
using Webmail.Model;

namespace Webmail.Engine.Accounts;

/// <summary>Where an account's servers are today: its provider's preset may have changed since the account was made.</summary>
internal sealed class CurrentServers(ProviderPresets presets)
{
    /// <summary>The preset's, while it names the same IMAP host: a stored secret is never shown to a host that did not verify it.</summary>
    public AccountServers Of(AccountSettings account)
    {
        if (presets.Find(account.Address) is not { } preset)
            return account.Servers;
        var current = ProviderPresets.ServersFor(preset, account.Address);
        return string.Equals(current.Imap.Host, account.Servers.Imap.Host, StringComparison.OrdinalIgnoreCase) && current.ImapUserName == account.Servers.ImapUserName
            ? account.HasSmtpSignIn ? current with { SmtpUserName = account.Servers.SmtpUserName } : current
            : account.Servers;
    }
}
