using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Webmail.Data;

/// <summary>Registration of the store.</summary>
public static class DataServices
{
    /// <summary>Adds the stores as singletons, and a scoped <see cref="WebmailDbContext"/> for ASP.NET Core Identity.</summary>
    /// <exception cref="ArgumentException">The options name no provider we have, or PostgreSQL without a connection string.</exception>
    public static IServiceCollection AddWebmailData(this IServiceCollection services, DataOptions options)
    {
        AddDatabase(services, options);
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(options);
        services.AddSingleton(_ => KeyFile.Of(options));
        services.AddSingleton<WriteGate>();
        services.AddSingleton(provider => new AccountKeys(
            provider.GetRequiredService<IDbContextFactory<WebmailDbContext>>(),
            provider.GetRequiredService<KeyFile>()));
        services.AddSingleton<AccountStore>();
        services.AddSingleton(provider => new RegistrationStore(
            provider.GetRequiredService<IDbContextFactory<WebmailDbContext>>(),
            provider.GetRequiredService<WriteGate>(),
            provider.GetRequiredService<KeyFile>()));
        services.AddSingleton<AccountRoster>();
        services.AddSingleton<AccountChoices>();
        services.AddSingleton<SmtpSignInStore>();
        services.AddSingleton<SignInStore>();
        services.AddSingleton<PersonStore>();
        services.AddSingleton<AccountOwnership>();
        services.AddSingleton<ViewSettings>();
        services.AddSingleton<ImageSettings>();
        services.AddSingleton<PeopleAdmin>();
        services.AddSingleton<PreferenceStore>();
        services.AddSingleton<SessionStore>();
        services.AddSingleton<InvitationStore>();
        services.AddSingleton<AuditLog>();
        services.AddSingleton<ProviderStore>();
        services.AddSingleton<AccountOverview>();
        services.AddSingleton<FolderStore>();
        services.AddSingleton<FolderActions>();
        services.AddSingleton<FolderOperationLog>();
        services.AddSingleton<MailStore>();
        services.AddSingleton<ConversationUpkeep>();
        services.AddSingleton<MessageActions>();
        services.AddSingleton<OperationLog>();
        services.AddSingleton<TransferLog>();
        services.AddSingleton<OperationQueue>();
        services.AddSingleton<BulkJobs>();
        services.AddSingleton<IdentityStore>();
        services.AddSingleton<DraftStore>();
        services.AddSingleton<ServerDraftStore>();
        services.AddSingleton<OutboxStore>();
        services.AddSingleton<BlobStore>();
        services.AddSingleton<BlobCache>();
        services.AddSingleton<PartStore>();
        services.AddSingleton<MailQueries>();
        services.AddSingleton<Acquaintances>();
        services.AddSingleton<SearchQueries>();
        services.AddSingleton<MessageTexts>();
        services.AddSingleton(provider => new DatabaseMigrator(
            provider.GetRequiredService<IDbContextFactory<WebmailDbContext>>(),
            provider.GetRequiredService<KeyFile>(),
            options));
        services.AddSingleton<StoreSweeper>();
        return services;
    }

    private static void AddDatabase(IServiceCollection services, DataOptions options)
    {
        switch (options.Provider)
        {
            case DataOptions.Sqlite:
                services.AddSqlite(options.ConnectionString ?? new SqliteConnectionStringBuilder
                {
                    DataSource = Path.Combine(Path.GetFullPath(options.DataDirectory), "webmail.db"),
                }.ToString());
                break;
            case DataOptions.Postgres when options.ConnectionString is { Length: > 0 } connectionString:
                services.AddPostgres(connectionString);
                break;
            case DataOptions.Postgres:
                throw new ArgumentException("PostgreSQL needs Webmail:Database:ConnectionString.", nameof(options));
            default:
                throw new ArgumentException($"Webmail:Database:Provider is {options.Provider}; it can be {DataOptions.Sqlite} or {DataOptions.Postgres}.", nameof(options));
        }
    }
}
