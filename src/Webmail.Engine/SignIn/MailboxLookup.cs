using Webmail.Mail.Discovery;
using Webmail.Model;

namespace Webmail.Engine;

/// <summary>Finds the servers of a mailbox that somebody signs in with or adds.</summary>
public sealed class MailboxLookup(ServerFinder finder, ProviderPresets presets, EngineOptions options)
{
    /// <summary>For somebody not signed in: what discovery finds; else those typed, where the administrator allows that, so that typing never overrules what is known of a domain.</summary>
    public Task<FoundMailbox> FindForSignInAsync(SignInRequest request, CancellationToken cancellationToken) =>
        FindAsync(request, options.TypedServers ? request.Typed : null, typedFirst: false, cancellationToken);

    /// <summary>For somebody signed in: the known provider's servers; else those typed, encrypted and never on a private address, which is judged when they are connected to; else what discovery finds.</summary>
    public async Task<FoundMailbox> FindAsync(SignInRequest request, CancellationToken cancellationToken)
    {
        if (request.Typed is { } typed && (typed.Imap.Security == ConnectionSecurity.None || typed.Smtp.Security == ConnectionSecurity.None))
            return FoundMailbox.Nothing(SignInFailure.Insecure);
        // What a person types is never trusted with our own network, whoever built the request.
        var safe = request.Typed is { } servers
            ? servers with { Imap = servers.Imap with { AllowPrivate = false }, Smtp = servers.Smtp with { AllowPrivate = false }, ProviderId = string.Empty }
            : null;
        return await FindAsync(request, safe, typedFirst: true, cancellationToken);
    }

    /// <summary>For the administrator: the chosen provider's servers, whatever the domain; else those typed, which may be anywhere; else what discovery finds.</summary>
    public async Task<FoundMailbox> FindForAdministratorAsync(SignInRequest request, string? providerId, CancellationToken cancellationToken)
    {
        if (MailboxSignIn.Normalize(request.Address) is not { } address)
            return FoundMailbox.Nothing(SignInFailure.InvalidAddress);
        if (providerId is not null && presets.FindById(providerId) is { } chosen)
            return Of(chosen, address);
        if (request.Typed is { } typed)
            return new FoundMailbox(address, typed with { Imap = typed.Imap with { AllowPrivate = true }, Smtp = typed.Smtp with { AllowPrivate = true }, ProviderId = string.Empty }, null, null);
        return await FindAsync(request, null, typedFirst: false, cancellationToken);
    }

    internal static AccountServers NoServers { get; } = new(new ServerEndpoint(string.Empty, 0, ConnectionSecurity.Tls), string.Empty, new ServerEndpoint(string.Empty, 0, ConnectionSecurity.Tls), string.Empty, false, 1, string.Empty);

    private async Task<FoundMailbox> FindAsync(SignInRequest request, AccountServers? typed, bool typedFirst, CancellationToken cancellationToken)
    {
        if (MailboxSignIn.Normalize(request.Address) is not { } address)
            return FoundMailbox.Nothing(SignInFailure.InvalidAddress);
        if (typed is not null && typedFirst && !finder.IsKnown(address))
            return new FoundMailbox(address, typed, null, null);
        if (await finder.FindAsync(address, request.NetworkPrefix, null, cancellationToken) is not { } result)
            return FoundMailbox.Nothing(SignInFailure.TooManyAttempts);
        if (result.Unreachable is { } provider)
            return FoundMailbox.Nothing(new SignInResult.Failed(SignInFailure.NoImap, null, provider.Name) { Explanation = new Explanation(provider.English, provider.Russian) });
        if (result.Found is { } found)
            return Judge(request, address, found);
        return typed is null ? FoundMailbox.Nothing(SignInFailure.UnknownServers) : new FoundMailbox(address, typed, null, null);
    }

    private static FoundMailbox Judge(SignInRequest request, string address, DiscoveredServers found)
    {
        var mailbox = found.Preset is { } preset ? Of(preset, address) : new FoundMailbox(address, found.Servers, null, null);
        var choice = new ServerChoice(found.Name, mailbox.Servers.Imap, mailbox.Servers.Smtp);
        return mailbox.Failure is null && found.NeedsConfirmation && request.Confirmed != choice.Key
            ? mailbox with { Servers = NoServers, Failure = new SignInResult.Failed(SignInFailure.ConfirmServers, null, found.Name) { Choice = choice } }
            : mailbox;
    }

    private static FoundMailbox Of(ProviderPreset preset, string address)
    {
        if (preset.Authentication == ProviderAuthentication.OAuthOnly)
            return new FoundMailbox(address, NoServers, preset, new SignInResult.Failed(SignInFailure.OAuthOnly, null, preset.Name, preset.HelpUri) { OAuth = preset.OAuth });
        var name = MailboxSignIn.WithoutCase(address);
        return new FoundMailbox(name, ProviderPresets.ServersFor(preset, name), preset, null);
    }
}

/// <summary>A mailbox and its servers, or why it cannot be reached.</summary>
/// <param name="Preset">Null for servers of no known provider.</param>
public sealed record FoundMailbox(string Address, AccountServers Servers, ProviderPreset? Preset, SignInResult.Failed? Failure)
{
    public static FoundMailbox Nothing(SignInFailure code) => Nothing(new SignInResult.Failed(code));

    public static FoundMailbox Nothing(SignInResult.Failed failure) => new(string.Empty, MailboxLookup.NoServers, null, failure);
}
