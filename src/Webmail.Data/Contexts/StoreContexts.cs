using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Webmail.Data;

/// <summary>Registration of the contexts, shared by the product and by the migrations tool: their schemas must not differ.</summary>
internal static class StoreContexts
{
    public static IServiceCollection AddSqlite(this IServiceCollection services, string connectionString) =>
        services.AddContext<SqliteDbContext>(builder => builder.UseSqlite(connectionString, sqlite => sqlite.UseParameterizedCollectionMode(ParameterTranslationMode.Parameter)).AddInterceptors(new SqliteConnectionSetup()));

    public static IServiceCollection AddPostgres(this IServiceCollection services, string connectionString) =>
        services.AddContext<PostgresDbContext>(builder => builder.UseNpgsql(connectionString));

    private static IServiceCollection AddContext<TContext>(this IServiceCollection services, Action<DbContextOptionsBuilder> configure)
        where TContext : WebmailDbContext
    {
        // Identity shapes its tables by these options, wherever the model is built. Passkeys came with version 3.
        services.Configure<IdentityOptions>(options => options.Stores.SchemaVersion = IdentitySchemaVersions.Version3);
        services.AddDbContextFactory<TContext>(configure);
        services.AddSingleton<IDbContextFactory<WebmailDbContext>, ContextFactory<TContext>>();
        // AddDbContextFactory registers the concrete context only; Identity needs a scoped one of the type it was given.
        services.AddScoped<WebmailDbContext>(provider => provider.GetRequiredService<TContext>());
        return services;
    }

    private sealed class ContextFactory<TContext>(IDbContextFactory<TContext> inner) : IDbContextFactory<WebmailDbContext>
        where TContext : WebmailDbContext
    {
        public WebmailDbContext CreateDbContext() => inner.CreateDbContext();
    }
}
