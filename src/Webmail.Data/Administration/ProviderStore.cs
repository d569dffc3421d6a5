using Microsoft.EntityFrameworkCore;
using Webmail.Data.Entities;
using Webmail.Model;

namespace Webmail.Data;

/// <summary>What the administrator decided about providers and first sign-ins, beside the configuration.</summary>
public sealed class ProviderStore(IDbContextFactory<WebmailDbContext> contexts, WriteGate gate)
{
    /// <summary>By their names.</summary>
    public async Task<IReadOnlyList<AddedProvider>> ListAsync(CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return (await db.Providers.AsNoTracking().OrderBy(p => p.Name).ToListAsync(cancellationToken)).ConvertAll(Describe);
    }

    public async Task<IReadOnlySet<string>> DisabledAsync(CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return (await db.DisabledProviders.Select(p => p.ProviderId).ToListAsync(cancellationToken)).ToHashSet(StringComparer.Ordinal);
    }

    /// <summary>Adds a provider (id 0), or changes the one with this id.</summary>
    /// <returns>Its id; null when there is none with this id, or another one has the name.</returns>
    public Task<long?> SaveAsync(long id, ConfiguredProvider provider, CancellationToken cancellationToken) =>
        gate.WriteAsync<long?>([], async db =>
        {
            var name = Text.Line(provider.Name, Lengths.Name);
            if (await db.Providers.AnyAsync(p => p.Name == name && p.Id != id, cancellationToken))
                return null;
            var stored = id == 0
                ? db.Providers.Add(new StoredProvider { Name = name, Domains = string.Empty, ImapHost = string.Empty, SmtpHost = string.Empty }).Entity
                : await db.Providers.SingleOrDefaultAsync(p => p.Id == id, cancellationToken);
            if (stored is null)
                return null;
            stored.Name = name;
            stored.Domains = Text.Lines(string.Join('\n', provider.Domains), Lengths.Domains);
            (stored.ImapHost, stored.ImapPort, stored.ImapSecurity, stored.ImapLogin) = (Text.Line(provider.Imap.Host, Lengths.Host), provider.Imap.Port, provider.Imap.Security, provider.ImapUserName);
            stored.SmtpHost = Text.Line(provider.Smtp?.Host ?? string.Empty, Lengths.Host);
            (stored.SmtpPort, stored.SmtpSecurity, stored.SmtpLogin) = (provider.Smtp?.Port ?? 0, provider.Smtp?.Security ?? ConnectionSecurity.Tls, provider.SmtpUserName);
            (stored.SavesSentMail, stored.MaxConnections) = (provider.SavesSentMail, provider.MaxConnections);
            await db.SaveChangesAsync(cancellationToken);
            return stored.Id;
        }, cancellationToken);

    public async Task<bool> RemoveAsync(long id, CancellationToken cancellationToken) =>
        await gate.WriteAsync([], db => db.Providers.Where(p => p.Id == id).ExecuteDeleteAsync(cancellationToken), cancellationToken) == 1;

    public Task SetDisabledAsync(string providerId, bool disabled, CancellationToken cancellationToken) =>
        gate.WriteAsync<int>([], async db =>
        {
            await db.DisabledProviders.Where(p => p.ProviderId == providerId).ExecuteDeleteAsync(cancellationToken);
            if (disabled)
                db.DisabledProviders.Add(new DisabledProvider { ProviderId = providerId });
            return 0;
        }, cancellationToken);

    /// <summary>Null: as configured.</summary>
    public async Task<SignInRules?> RulesAsync(CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.SignInRules.AsNoTracking().SingleOrDefaultAsync(cancellationToken) is { } rules
            ? new SignInRules(rules.Mailbox, Lines(rules.AllowedDomains))
            : null;
    }

    /// <param name="rules">Null goes back to what is configured.</param>
    public Task SetRulesAsync(SignInRules? rules, CancellationToken cancellationToken) =>
        gate.WriteAsync<int>([], async db =>
        {
            await db.SignInRules.ExecuteDeleteAsync(cancellationToken);
            if (rules is not null)
                db.SignInRules.Add(new StoredSignInRules { Mailbox = rules.Mailbox, AllowedDomains = Text.Lines(string.Join('\n', rules.AllowedDomains), Lengths.Domains) });
            return 0;
        }, cancellationToken);

    private static AddedProvider Describe(StoredProvider p) => new(p.Id, new ConfiguredProvider(
        p.Name,
        Lines(p.Domains),
        // The administrator vouches for it: it may be on the local network, which a host typed by a person may not.
        new ServerEndpoint(p.ImapHost, p.ImapPort, p.ImapSecurity, AllowPrivate: true),
        p.ImapLogin,
        p.SmtpHost.Length == 0 ? null : new ServerEndpoint(p.SmtpHost, p.SmtpPort, p.SmtpSecurity, AllowPrivate: true),
        p.SmtpLogin,
        p.SavesSentMail,
        p.MaxConnections));

    private static string[] Lines(string text) => text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}

/// <summary>A provider that the administrator added on the page.</summary>
public sealed record AddedProvider(long Id, ConfiguredProvider Provider);
