using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Webmail.Engine;

/// <summary>Registers the engine.</summary>
public static class EngineServices
{
    public static IServiceCollection AddWebmailEngine(this IServiceCollection services, EngineOptions options)
    {
        services.TryAddSingleton(TimeProvider.System);
        return services
            .AddSingleton(options)
            .AddSingleton<SignInLimiter>()
            .AddSingleton<MailChangeFeed>()
            .AddSingleton<Mailbox>()
            .AddSingleton<MailboxCommands>()
            .AddSingleton<MessageLoader>()
            .AddSingleton<Drafts>()
            .AddSingleton<Outbox>()
            .AddSingleton<MailboxSignIn>();
    }
}
