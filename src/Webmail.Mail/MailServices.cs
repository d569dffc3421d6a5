using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Webmail.Mail.Discovery;
using Webmail.Mail.Imap;
using Webmail.Mail.Smtp;
using Webmail.Model;

namespace Webmail.Mail;

/// <summary>Everything that talks to mail servers or reads mail.</summary>
public static class MailServices
{
    /// <param name="providers">Providers from the configuration.</param>
    public static IServiceCollection AddWebmailMail(this IServiceCollection services, MailNetworkOptions options, IReadOnlyList<ConfiguredProvider> providers)
    {
        // windows-1251 and koi8-r are everyday mail here; .NET knows them only when asked.
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(options);
        services.AddSingleton(new ProviderPresets(providers));
        services.AddSingleton<ImapSessionPoolFactory>();
        services.AddSingleton<ImapSignIn>();
        services.AddSingleton<FolderLister>();
        services.AddSingleton<FolderScanner>();
        services.AddSingleton<ImapMessages>();
        services.AddSingleton<IdleWatcher>();
        services.AddSingleton<SmtpSubmitter>();
        return services;
    }
}
