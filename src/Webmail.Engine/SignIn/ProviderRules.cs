using Webmail.Mail.Discovery;
using Webmail.Model;

namespace Webmail.Engine;

/// <summary>Who may come in by a mailbox for the first time, as the administrator decided last. Safe from any thread.</summary>
public sealed class ProviderRules(ProviderPresets presets, EngineOptions options)
{
    private volatile SignInRules? _chosen;

    /// <summary>What the configuration says.</summary>
    public SignInRules Configured => new(options.MailboxSignIn, options.AllowedDomains);

    public SignInRules Current => _chosen ?? Configured;

    public bool IsChosen => _chosen is not null;

    /// <param name="rules">Null: as configured.</param>
    internal void Use(SignInRules? rules) => _chosen = rules;

    /// <returns>Null when somebody unknown may sign in with this address.</returns>
    internal SignInFailure? WhyNoFirstSignIn(string address, ProviderPreset? preset)
    {
        var rules = Current;
        if (!rules.Mailbox)
            return SignInFailure.NotAllowed;
        var domain = address[(address.LastIndexOf('@') + 1)..];
        if (rules.AllowedDomains.Count > 0 && !rules.AllowedDomains.Contains(domain, StringComparer.OrdinalIgnoreCase))
            return SignInFailure.NotAllowed;
        return WhyNoNewMailbox(preset);
    }

    /// <returns>Null when a mailbox of this provider may be added.</returns>
    internal SignInFailure? WhyNoNewMailbox(ProviderPreset? preset) => preset is not null && presets.IsDisabled(preset) ? SignInFailure.ProviderDisabled : null;
}
