using Webmail.Mail.Discovery;
using Webmail.Model;

namespace Webmail.Engine;

/// <summary>Finds the servers of a mailbox that somebody signed in wants to add.</summary>
public sealed class MailboxLookup(ProviderPresets presets)
{
    /// <summary>The provider's servers; else those typed, encrypted and never on a private address: that is judged when they are connected to.</summary>
    public FoundMailbox Find(SignInRequest request)
    {
        if (MailboxSignIn.Normalize(request.Address) is not { } address)
            return FoundMailbox.Nothing(SignInFailure.InvalidAddress);
        if (presets.Find(address) is { } preset)
        {
            address = MailboxSignIn.WithoutCase(address);
            return preset.Authentication == ProviderAuthentication.OAuthOnly
                ? new FoundMailbox(address, NoServers, preset, new SignInResult.Failed(SignInFailure.OAuthOnly, null, preset.Name, preset.HelpUri))
                : new FoundMailbox(address, ProviderPresets.ServersFor(preset, address), preset, null);
        }

        if (request.Typed is not { } typed)
            return FoundMailbox.Nothing(SignInFailure.UnknownServers);
        if (typed.Imap.Security == ConnectionSecurity.None || typed.Smtp.Security == ConnectionSecurity.None)
            return FoundMailbox.Nothing(SignInFailure.Insecure);
        // What a person types is never trusted with our own network, whoever built the request.
        var servers = typed with { Imap = typed.Imap with { AllowPrivate = false }, Smtp = typed.Smtp with { AllowPrivate = false }, ProviderId = string.Empty };
        return new FoundMailbox(address, servers, null, null);
    }

    internal static AccountServers NoServers { get; } = new(new ServerEndpoint(string.Empty, 0, ConnectionSecurity.Tls), string.Empty, new ServerEndpoint(string.Empty, 0, ConnectionSecurity.Tls), string.Empty, false, 1, string.Empty);
}

/// <summary>A mailbox and its servers, or why it cannot be reached.</summary>
/// <param name="Preset">Null for typed servers.</param>
public sealed record FoundMailbox(string Address, AccountServers Servers, ProviderPreset? Preset, SignInResult.Failed? Failure)
{
    public static FoundMailbox Nothing(SignInFailure code) => new(string.Empty, MailboxLookup.NoServers, null, new SignInResult.Failed(code));
}
