using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Webmail.Mail.Authenticity;
using Webmail.Mail.Compose;
using Webmail.Mail.Discovery;
using Webmail.Mail.Imap;
using Webmail.Mail.Network;
using Webmail.Mail.Render;
using Webmail.Mail.Render.Text;
using Webmail.Mail.Smtp;
using Webmail.Model;

namespace Webmail.Mail;

/// <summary>Everything that talks to mail servers or reads mail.</summary>
public static class MailServices
{
    /// <param name="providers">Providers from the configuration.</param>
    /// <param name="limits">How much of a message is looked at; null for the customary.</param>
    public static IServiceCollection AddWebmailMail(this IServiceCollection services, MailNetworkOptions options, IReadOnlyList<ConfiguredProvider> providers, RenderLimits? limits = null)
    {
        // windows-1251 and koi8-r are everyday mail here; .NET knows them only when asked.
        Charsets.Register();

        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(options);
        services.AddSingleton(new ProviderPresets(providers));
        services.AddSingleton<TrustedAuthorities>();
        services.AddSingleton<MailDns>();
        services.AddSingleton<AddressDialer>();
        services.AddSingleton<MailConnector>();
        services.AddSingleton<ConfigurationFetcher>();
        services.AddSingleton<ServerProbe>();
        services.AddSingleton<ProviderQuestions>();
        services.AddSingleton(provider => new ServerDiscovery(
            provider.GetRequiredService<ProviderPresets>(), provider.GetRequiredService<ProviderQuestions>(), provider.GetRequiredService<ServerProbe>(), provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<ImapConnector>();
        services.AddSingleton(provider => new ImapSessionPoolFactory(provider.GetRequiredService<ImapConnector>()));
        services.AddSingleton(provider => new ImapSignIn(provider.GetRequiredService<ImapConnector>()));
        services.AddSingleton(provider => new FolderLister(provider.GetRequiredService<ProviderPresets>()));
        services.AddSingleton(provider => new FolderScanner(provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton(_ => new ImapMessages());
        services.AddSingleton(_ => new ImapQuota());
        services.AddSingleton(_ => new ImapDrafts());
        services.AddSingleton(_ => new TestLetters());
        services.AddSingleton(_ => new ImapParts());
        services.AddSingleton(_ => new ImapCopies());
        services.AddSingleton(_ => new FolderEditor());
        services.AddSingleton(_ => new ImapSearch());
        services.AddSingleton(provider => new ImapTexts(provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton(provider => new IdleWatcher(options, provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<SmtpConnector>();
        services.AddSingleton(provider => new SmtpSubmitter(provider.GetRequiredService<SmtpConnector>()));
        services.AddSingleton(provider => new MessageRenderer(limits, provider.GetRequiredService<TimeProvider>()));
        services.TryAddSingleton<IDnsTexts>(provider => provider.GetRequiredService<MailDns>());
        services.AddSingleton<DkimCheck>();
        services.AddSingleton<MessageComposer>();
        return services;
    }
}
