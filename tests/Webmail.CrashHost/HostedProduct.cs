using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Webmail.Data;
using Webmail.Engine;
using Webmail.Model;

namespace Webmail.CrashHost;

/// <summary>Store and engine as they run in production, without pages in front of them.</summary>
internal sealed class HostedProduct : IAsyncDisposable
{
    private readonly ServiceProvider _services;
    private readonly DataDirectoryLock _lock;

    private HostedProduct(ServiceProvider services, DataDirectoryLock directoryLock)
    {
        _services = services;
        _lock = directoryLock;
    }

    public T Get<T>()
        where T : notnull => _services.GetRequiredService<T>();

    public static async Task<HostedProduct> StartAsync(HostSettings settings)
    {
        var directoryLock = DataDirectoryLock.Acquire(settings.DataDirectory);
        var services = new ServiceCollection()
            .AddLogging(logging => logging.AddSimpleConsole(console => console.SingleLine = true).SetMinimumLevel(LogLevel.Warning))
            .Configure<Microsoft.Extensions.Logging.Console.ConsoleLoggerOptions>(console => console.LogToStandardErrorThreshold = LogLevel.Trace)
            .AddWebmailData(new DataOptions { DataDirectory = settings.DataDirectory })
            .AddWebmailEngine(new EngineOptions { UndoSeconds = 0, TrustedCertificates = settings.CaPath, Providers = [.. settings.Servers.Select(Provider)] })
            .BuildServiceProvider();
        await services.GetRequiredService<DatabaseMigrator>().MigrateAsync(CancellationToken.None);
        foreach (var service in services.GetServices<IHostedService>())
            await service.StartAsync(CancellationToken.None);
        return new HostedProduct(services, directoryLock);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var service in _services.GetServices<IHostedService>().Reverse())
            await service.StopAsync(CancellationToken.None);
        await _services.DisposeAsync();
        _lock.Dispose();
    }

    private static ConfiguredProvider Provider(HostServer server) => new(
        server.Domain,
        [server.Domain],
        new ServerEndpoint("localhost", server.ImapPort, ConnectionSecurity.Tls, AllowPrivate: true),
        LoginForm.Address,
        new ServerEndpoint("localhost", server.SmtpPort, ConnectionSecurity.StartTls, AllowPrivate: true),
        LoginForm.Address,
        SavesSentMail: false,
        MaxConnections: 3);
}
