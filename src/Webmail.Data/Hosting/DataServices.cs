using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Webmail.Data;

/// <summary>Registration of the store.</summary>
public static class DataServices
{
    /// <summary>Adds the stores as singletons, and a scoped <see cref="WebmailDbContext"/> for ASP.NET Core Identity.</summary>
    public static IServiceCollection AddWebmailData(this IServiceCollection services, DataOptions options)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(options);
        services.AddSingleton<AccountStore>();
        services.AddSingleton<SignInStore>();
        services.AddSingleton<PeopleAdmin>();
        services.AddSingleton<FolderStore>();
        services.AddSingleton<MailStore>();
        services.AddSingleton<MessageActions>();
        services.AddSingleton<OperationLog>();
        services.AddSingleton<DraftStore>();
        services.AddSingleton<OutboxStore>();
        services.AddSingleton<BlobStore>();
        services.AddSingleton<MailQueries>();
        services.AddSingleton<DatabaseMigrator>();
        services.AddSingleton<StoreSweeper>();
        return services;
    }
}
