using System.Net;
using Microsoft.AspNetCore.DataProtection;
using Webmail.Data;
using Webmail.Engine;

namespace Webmail.Web.Hosting;

/// <summary>Registers the store and the engine as the configuration says.</summary>
internal static class StoreServices
{
    private const string KeyRing = "keys";
    private const long Megabyte = 1024 * 1024;

    /// <summary>Holds the data directory until disposed.</summary>
    /// <exception cref="DataDirectoryInUseException">Another process holds it.</exception>
    public static IDisposable LockDataDirectory(this WebmailOptions options) => DataDirectoryLock.Acquire(options.DataDirectory);

    public static WebApplicationBuilder AddWebmailStore(this WebApplicationBuilder builder, WebmailOptions options)
    {
        builder.Services.AddWebmailData(new DataOptions
        {
            DataDirectory = options.DataDirectory,
            Provider = options.Database.Provider,
            ConnectionString = NullIfEmpty(options.Database.ConnectionString),
            KeyFile = NullIfEmpty(options.Encryption.KeyFile),
            CacheBytes = options.Cache.Megabytes * Megabyte,
            AuditKept = TimeSpan.FromDays(options.Audit.Days),
        });
        builder.Services.AddHostedService<StoreStartup>();
        builder.Services.AddDataProtection()
            .SetApplicationName("Webmail")
            .PersistKeysToFileSystem(Directory.CreateDirectory(Path.Combine(options.DataDirectory, KeyRing)));
        return builder;
    }

    public static WebApplicationBuilder AddWebmailEngine(this WebApplicationBuilder builder, WebmailOptions options)
    {
        builder.Services.AddWebmailEngine(new EngineOptions
        {
            UndoSeconds = options.Outbox.UndoSeconds,
            MailboxSignIn = options.SignIn.Mailbox,
            AllowedDomains = [.. options.SignIn.AllowedDomains],
            TypedServers = options.SignIn.TypedServers,
            TrustedCertificates = NullIfEmpty(options.Network.TrustedCertificates),
            AllowedNetworks = [.. options.Network.AllowedNetworks.Select(IPNetwork.Parse)],
            NameServers = [.. options.Network.NameServers.Select(NetworkOptions.NameServer)],
            ProviderList = NullIfEmpty(options.Network.ProviderList) is { } list ? new Uri(list) : null,
            OAuthIssuers = options.OAuth.Issuers.Where(issuer => issuer.Value.Length > 0).ToDictionary(issuer => issuer.Key, issuer => new Uri(issuer.Value)),
            Polling = options.Sync.Polling,
            Prefetch = options.Cache.Prefetch,
            TextBytesADay = options.Search.TextMegabytesADay * Megabyte,
            PrivateImageHosts = [.. options.Reading.PrivateImageHosts],
            Limits = options.Reading.Limits,
            Providers = [.. options.Providers.Select(provider => provider.ToProvider())],
        });
        return builder;
    }

    private static string? NullIfEmpty(string? text) => string.IsNullOrWhiteSpace(text) ? null : text;
}
