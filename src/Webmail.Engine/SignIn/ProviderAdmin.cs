using Webmail.Data;
using Webmail.Mail.Discovery;
using Webmail.Model;

namespace Webmail.Engine;

/// <summary>What the administrator decides about providers and first sign-ins; it holds at once.</summary>
public sealed class ProviderAdmin(ProviderStore store, ProviderPresets presets, ProviderRules rules, ServerFinder finder)
{
    private const string AddedPrefix = "added:";

    /// <summary>Longest name, so that the id of a provider fits into its accounts.</summary>
    public const int MaxName = 48;

    /// <summary>Those of our own first.</summary>
    public IReadOnlyList<ProviderView> All =>
        [.. presets.All.Select(preset => new ProviderView(preset.Id, preset.Name, preset.Domains, preset.Imap, preset.Smtp, preset.BuiltIn, NumberOf(preset.Id), presets.IsDisabled(preset)))];

    public SignInRules Rules => rules.Current;

    /// <summary>False while the configuration's rules hold.</summary>
    public bool AreRulesChosen => rules.IsChosen;

    /// <summary>Takes over what is stored; called once before anybody can sign in, and after each change.</summary>
    public async Task LoadAsync(CancellationToken cancellationToken)
    {
        var added = await store.ListAsync(cancellationToken);
        presets.Replace([.. added.Select(provider => ($"{AddedPrefix}{provider.Id}", provider.Provider))], await store.DisabledAsync(cancellationToken));
        rules.Use(await store.RulesAsync(cancellationToken));
        finder.Forget();
    }

    /// <summary>Null when there is none with this number.</summary>
    public async Task<ConfiguredProvider?> FindAsync(long number, CancellationToken cancellationToken) =>
        (await store.ListAsync(cancellationToken)).FirstOrDefault(provider => provider.Id == number)?.Provider;

    /// <summary>Adds a provider (number 0) or changes one.</summary>
    public async Task<ProviderProblem?> SaveAsync(long number, ConfiguredProvider provider, CancellationToken cancellationToken)
    {
        if (Judge(number, provider) is { } problem)
            return problem;
        var normalized = provider with { Name = provider.Name.Trim(), Domains = [.. provider.Domains.Select(Normalize).OfType<string>().Distinct(StringComparer.Ordinal)] };
        if (await store.SaveAsync(number, normalized, cancellationToken) is null)
            return ProviderProblem.NameTaken;
        await LoadAsync(cancellationToken);
        return null;
    }

    /// <summary>Its mailboxes go on with the servers they have.</summary>
    public async Task RemoveAsync(long number, CancellationToken cancellationToken)
    {
        await store.RemoveAsync(number, cancellationToken);
        await store.SetDisabledAsync($"{AddedPrefix}{number}", false, cancellationToken);
        await LoadAsync(cancellationToken);
    }

    /// <returns>False when there is no such provider.</returns>
    public async Task<bool> SetDisabledAsync(string id, bool disabled, CancellationToken cancellationToken)
    {
        if (presets.FindById(id) is null)
            return false;
        await store.SetDisabledAsync(id, disabled, cancellationToken);
        await LoadAsync(cancellationToken);
        return true;
    }

    /// <param name="chosen">Null goes back to the configuration.</param>
    /// <returns>The first of the domains that is none; null when they were taken.</returns>
    public async Task<string?> SetRulesAsync(SignInRules? chosen, CancellationToken cancellationToken)
    {
        if (chosen?.AllowedDomains.FirstOrDefault(domain => Normalize(domain) is null) is { } wrong)
            return wrong;
        await store.SetRulesAsync(chosen is null ? null : chosen with { AllowedDomains = [.. chosen.AllowedDomains.Select(Normalize).OfType<string>().Distinct(StringComparer.Ordinal)] }, cancellationToken);
        await LoadAsync(cancellationToken);
        return null;
    }

    private ProviderProblem? Judge(long number, ConfiguredProvider provider)
    {
        if (provider.Name.Trim().Length is 0 or > MaxName)
            return ProviderProblem.Name;
        if (provider.Domains.Any(domain => Normalize(domain) is null))
            return ProviderProblem.Domain;
        if (!IsHost(provider.Imap.Host) || (provider.Smtp is { } smtp && !IsHost(smtp.Host)))
            return ProviderProblem.Host;
        var others = presets.All.Where(preset => !preset.BuiltIn && NumberOf(preset.Id) != number).SelectMany(preset => preset.Domains).ToHashSet(StringComparer.Ordinal);
        return provider.Domains.Any(domain => others.Contains(Normalize(domain) ?? string.Empty)) ? ProviderProblem.DomainTaken : null;
    }

    private static bool IsHost(string host) => host.Length > 0 && Uri.CheckHostName(host) != UriHostNameType.Unknown;

    private static string? Normalize(string domain)
    {
        var wildcard = domain.StartsWith("*.", StringComparison.Ordinal) ? "*." : string.Empty;
        return MailDomain.Normalize(domain[wildcard.Length..]) is { } name && name.Contains('.', StringComparison.Ordinal) ? wildcard + name : null;
    }

    private static long? NumberOf(string id) =>
        id.StartsWith(AddedPrefix, StringComparison.Ordinal) && long.TryParse(id.AsSpan(AddedPrefix.Length), System.Globalization.CultureInfo.InvariantCulture, out var number) ? number : null;
}

/// <summary>Why a provider was not taken.</summary>
public enum ProviderProblem
{
    /// <summary>Empty or too long.</summary>
    Name,
    NameTaken,

    /// <summary>Something among the domains is none.</summary>
    Domain,

    /// <summary>Another provider of our own has the domain.</summary>
    DomainTaken,

    /// <summary>A server's name is none.</summary>
    Host,
}
