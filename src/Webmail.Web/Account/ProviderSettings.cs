using Webmail.Engine;
using Webmail.Model;

namespace Webmail.Web.Account;

/// <summary>Providers and first sign-ins as the administrator decides about them. Each change is written down.</summary>
internal sealed class ProviderSettings(ProviderAdmin providers, Audit audit)
{
    /// <summary>Those of our own first.</summary>
    public IReadOnlyList<ProviderView> All => providers.All;

    public SignInRules Rules => providers.Rules;

    public bool AreRulesChosen => providers.AreRulesChosen;

    public Task<ConfiguredProvider?> FindAsync(long number, CancellationToken cancellationToken) => providers.FindAsync(number, cancellationToken);

    /// <param name="number">0 for a new one.</param>
    public async Task<ProviderProblem?> SaveAsync(long number, ConfiguredProvider provider, CancellationToken cancellationToken)
    {
        var problem = await providers.SaveAsync(number, provider, cancellationToken);
        if (problem is null)
            await audit.WriteAsync(number == 0 ? AuditKind.ProviderAdded : AuditKind.ProviderChanged, null, provider.Name.Trim());
        return problem;
    }

    public async Task RemoveAsync(long number, CancellationToken cancellationToken)
    {
        if (await providers.FindAsync(number, cancellationToken) is not { } provider)
            return;
        await providers.RemoveAsync(number, cancellationToken);
        await audit.WriteAsync(AuditKind.ProviderRemoved, null, provider.Name);
    }

    public async Task SetDisabledAsync(string id, bool disabled, CancellationToken cancellationToken)
    {
        if (await providers.SetDisabledAsync(id, disabled, cancellationToken))
            await audit.WriteAsync(disabled ? AuditKind.ProviderDisabled : AuditKind.ProviderEnabled, null, providers.All.First(provider => provider.Id == id).Name);
    }

    /// <returns>The first of the domains that is none; null when they were taken.</returns>
    public async Task<string?> SetRulesAsync(SignInRules? rules, CancellationToken cancellationToken)
    {
        var wrong = await providers.SetRulesAsync(rules, cancellationToken);
        if (wrong is null)
            await audit.WriteAsync(AuditKind.SignInRulesChanged, null, string.Join(", ", providers.Rules.AllowedDomains));
        return wrong;
    }
}
