using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Webmail.Data;
using Webmail.Engine;
using Webmail.Model;
using Webmail.TestKit.Servers;

namespace Webmail.IntegrationTests.Engine;

/// <summary>The product without its web: store and engine as they run in production, on a data directory of their own.</summary>
internal sealed class EngineHost : IAsyncDisposable
{
    public const string Network = "192.0.2";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private readonly ServiceProvider _services;
    private bool _disposed;

    private EngineHost(ServiceProvider services, string dataDirectory)
    {
        _services = services;
        DataDirectory = dataDirectory;
    }

    public string DataDirectory { get; }

    public Mailbox Mailbox => Get<Mailbox>();

    public MailboxCommands Commands => Get<MailboxCommands>();

    public MailboxSignIn SignIn => Get<MailboxSignIn>();

    public static Task<EngineHost> StartAsync(MailServer server, Action<EngineOptions>? configure = null, string? dataDirectory = null) =>
        StartAsync(server.CaPath, [Provider(server, "test.local", "example.test")], configure, dataDirectory);

    /// <summary>For people of one domain at a server that takes no mail by SMTP.</summary>
    public static Task<EngineHost> StartAsync(IImapServer server, string domain, Action<EngineOptions> configure)
    {
        var endpoint = new ServerEndpoint("localhost", server.Port, ConnectionSecurity.StartTls, AllowPrivate: true);
        return StartAsync(
            server.CaPath,
            [new ConfiguredProvider("Test", [domain], endpoint, LoginForm.Address, endpoint, LoginForm.Address, SavesSentMail: false, MaxConnections: 3)],
            configure,
            dataDirectory: null);
    }

    private static async Task<EngineHost> StartAsync(string trusted, IReadOnlyList<ConfiguredProvider> providers, Action<EngineOptions>? configure, string? dataDirectory)
    {
        var directory = dataDirectory ?? await MigratedDirectory.NewAsync();
        var options = new EngineOptions { UndoSeconds = 0, TrustedCertificates = trusted, Providers = providers };
        configure?.Invoke(options);
        var services = new ServiceCollection()
            .AddLogging(logging => logging.SetMinimumLevel(LogLevel.Warning))
            .AddWebmailData(new DataOptions { DataDirectory = directory })
            .AddWebmailEngine(options)
            .BuildServiceProvider();
        await services.GetRequiredService<DatabaseMigrator>().MigrateAsync(CancellationToken.None);
        foreach (var service in services.GetServices<IHostedService>())
            await service.StartAsync(CancellationToken.None);
        return new EngineHost(services, directory);
    }

    public static ConfiguredProvider Provider(MailServer server, params IReadOnlyList<string> domains) => new(
        "Test",
        domains,
        new ServerEndpoint(server.HostOf(domains[0]), server.Ports.Imaps, ConnectionSecurity.Tls, AllowPrivate: true),
        LoginForm.Address,
        new ServerEndpoint("localhost", server.Ports.Submission, ConnectionSecurity.StartTls, AllowPrivate: true),
        LoginForm.Address,
        SavesSentMail: false,
        MaxConnections: 3);

    public T Get<T>()
        where T : notnull => _services.GetRequiredService<T>();

    public Task<SignInResult> TrySignInAsync(string address, string password) =>
        SignIn.SignInAsync(new SignInRequest(address, password, null, Network), CancellationToken.None);

    public async Task<SignInResult.Success> SignInAsync(MailUser user) =>
        (await TrySignInAsync(user.Address, user.Password)).ShouldBeOfType<SignInResult.Success>();

    public async Task<FolderView> FolderAsync(UserId user, SpecialUse use) =>
        (await Mailbox.AccountsAsync(user, CancellationToken.None)).SelectMany(account => account.Folders).Single(folder => folder.SpecialUse == use);

    public async Task<MessagePage> PageAsync(UserId user, SpecialUse use, int count = 50) =>
        await Mailbox.PageAsync(user, new MailView.OfFolder((await FolderAsync(user, use)).Id), 0, count, CancellationToken.None);

    /// <summary>Looks again and again until it holds; fails with <paramref name="what"/> after a minute.</summary>
    public static async Task EventuallyAsync(string what, Func<Task<bool>> holds)
    {
        var clock = Stopwatch.StartNew();
        while (!await holds())
        {
            if (clock.Elapsed > Patience)
                Assert.Fail($"Waited in vain until {what}");

            // Ever less often: a dozen tests that look at once would take the time that what they wait for needs.
            await Task.Delay(TimeSpan.FromMilliseconds(Math.Clamp(clock.ElapsedMilliseconds / 10, 10, 250)), CancellationToken.None);
        }
    }

    /// <summary>Waits until the account's first synchronisation is through.</summary>
    public Task OnlineAsync(UserId user) => EventuallyAsync(
        "the account is online",
        async () => (await Mailbox.AccountsAsync(user, CancellationToken.None)).All(account => account.State == AccountState.Online));

    /// <summary>Stops as the process does on SIGTERM; the data directory stays.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_disposed)
            return;
        _disposed = true;
        foreach (var service in _services.GetServices<IHostedService>().Reverse())
            await service.StopAsync(CancellationToken.None);
        await _services.DisposeAsync();
    }
}
