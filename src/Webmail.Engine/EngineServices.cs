using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Webmail.Data;
using Webmail.Engine.Accounts;
using Webmail.Engine.Commands;
using Webmail.Engine.OAuth;
using Webmail.Engine.Reading;
using Webmail.Engine.Search;
using Webmail.Engine.Sending;
using Webmail.Engine.Sync;
using Webmail.Engine.Writing;
using Webmail.Mail;
using Webmail.Mail.Discovery;
using Webmail.Mail.Network;
using Webmail.Mail.Render;
using Webmail.Mail.Smtp;

namespace Webmail.Engine;

/// <summary>Registers the engine and the mail protocols below it. The store is registered by its own project.</summary>
public static class EngineServices
{
    public static IServiceCollection AddWebmailEngine(this IServiceCollection services, EngineOptions options)
    {
        services.TryAddSingleton(TimeProvider.System);
        var network = new MailNetworkOptions
        {
            TrustedCertificatesPath = options.TrustedCertificates,
            AllowedNetworks = options.AllowedNetworks,
            NameServers = options.NameServers,
            ProviderList = options.ProviderList,
        };
        services.AddWebmailMail(options.Polling ? network : network with { PollInterval = null }, options.Providers, options.Limits);

        services
            .AddSingleton(options)
            .AddSingleton<EngineContext>()
            .AddWebmailOAuth()
            .AddSingleton<SyncTools>()
            .AddSingleton<ReplayTools>()
            .AddSingleton<SendingTools>()
            .AddSingleton<SendingLimits>()
            .AddSingleton<DraftTools>()
            .AddSingleton<BodyTools>()
            .AddSingleton<TextTools>()
            .AddSingleton<CurrentServers>()
            .AddSingleton<AccountActorFactory>()
            .AddSingleton<IAccountHost, LocalAccountHost>()
            .AddHostedService<ProviderLoading>()
            .AddHostedService<AccountSupervisor>()
            .AddHostedService<ConversationKeeper>()
            .AddHostedService<StoreSweep>()
            .AddSingleton<BulkRunner>()
            .AddHostedService(provider => provider.GetRequiredService<BulkRunner>());

        return services
            .AddSingleton<SignInLimiter>()
            .AddSingleton<ProviderRules>()
            .AddSingleton<ProviderAdmin>()
            .AddSingleton<MailboxPermissions>()
            .AddSingleton<Preferences>()
            .AddSingleton<SignInDirectory>()
            .AddSingleton<MailboxSignIn>()
            .AddSingleton<ServerFinder>()
            .AddSingleton<ServerFindings>()
            .AddSingleton<MailboxLookup>()
            .AddSingleton<MailboxProof>()
            .AddSingleton<AccountKeeper>()
            .AddSingleton<MailboxAccounts>()
            .AddSingleton<AccountTestTools>()
            .AddSingleton(provider => new AccountTest(
                provider.GetRequiredService<AccountStore>(), provider.GetRequiredService<CurrentServers>(), provider.GetRequiredService<AccountCredentials>(), provider.GetRequiredService<ProviderPresets>(), provider.GetRequiredService<AccountTestTools>(), provider.GetRequiredService<TimeProvider>()))
            .AddSingleton(provider => new SendingSignIn(
                provider.GetRequiredService<AccountStore>(), provider.GetRequiredService<SmtpSignInStore>(), provider.GetRequiredService<CurrentServers>(), provider.GetRequiredService<ProviderPresets>(),
                provider.GetRequiredService<SmtpSubmitter>(), provider.GetRequiredService<AccountKeeper>()))
            .AddSingleton<MailboxArrangement>()
            .AddSingleton<MailChangeFeed>()
            .AddSingleton<Mailbox>()
            .AddSingleton<PendingWork>()
            .AddSingleton<CommandTools>()
            .AddSingleton<MailFinder>()
            .AddSingleton<MailboxCommands>()
            .AddSingleton<StoredMessages>()
            .AddSingleton<SenderChecker>()
            .AddSingleton<ImageChoices>()
            .AddSingleton(_ => new PictureSource(options.PrivateImageHosts))
            .AddSingleton(provider => new MessageLoader(
                provider.GetRequiredService<MailQueries>(), provider.GetRequiredService<MessageRenderer>(), provider.GetRequiredService<StoredMessages>(), provider.GetRequiredService<SenderChecker>(),
                provider.GetRequiredService<ImageChoices>()))
            .AddSingleton(provider => new Unsubscriber(provider.GetRequiredService<MessageLoader>(), new OneClick(options.PrivateImageHosts)))
            .AddSingleton<Identities>()
            .AddSingleton<AccountDoubt>()
            .AddSingleton<DraftFiles>()
            .AddSingleton<Drafts>()
            .AddSingleton<DraftMessages>()
            .AddSingleton<UndoDelay>()
            .AddSingleton<OutboxSignals>()
            .AddSingleton(provider => new SentCopies(provider.GetRequiredService<AccountStore>(), provider.GetRequiredService<CurrentServers>()))
            .AddSingleton<Outbox>();
    }
}
