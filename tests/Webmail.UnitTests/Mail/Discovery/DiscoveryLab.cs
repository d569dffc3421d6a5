using System.Net;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Webmail.Mail;
using Webmail.Mail.Discovery;
using Webmail.Mail.Network;
using Webmail.TestKit.Servers;

namespace Webmail.UnitTests.Mail.Discovery;

/// <summary>The parts of discovery, a name server and an HTTPS server on loopback. Names end with .test and are under one certificate.</summary>
internal sealed class DiscoveryLab : IAsyncDisposable
{
    private static readonly string[] Names =
        ["firm.test", "autoconfig.firm.test", "host.test", "autoconfig.host.test", "list.test", "office.test", "imap.firm.test", "mail.firm.test", "smtp.firm.test", "inside.test"];

    private readonly string _directory;
    private readonly WebApplication _web;
    private readonly ConfigurationFetcher _fetcher;

    private DiscoveryLab(WebApplication web, string directory, X509Certificate2 certificate, bool allowLoopback)
    {
        _web = web;
        _directory = directory;
        Certificate = certificate;
        Options = new MailNetworkOptions
        {
            TrustedCertificatesPath = Path.Combine(directory, "ca.pem"),
            NameServers = [Dns.Endpoint],
            AllowedNetworks = allowLoopback ? [IPNetwork.Parse("127.0.0.0/8")] : [],
        };
        var authorities = new TrustedAuthorities(Options);
        Dialer = new AddressDialer(Options, new MailDns(Options));
        Connector = new MailConnector(Options, Dialer, authorities, TimeProvider.System);
        _fetcher = new ConfigurationFetcher(Dialer, authorities, TimeProvider.System, Port);
    }

    public LocalDns Dns { get; } = new();

    public X509Certificate2 Certificate { get; }

    public MailNetworkOptions Options { get; }

    public AddressDialer Dialer { get; }

    public MailConnector Connector { get; }

    public ConfigurationFetcher Fetcher => _fetcher;

    /// <summary>Host, path and query of every request.</summary>
    public List<string> Requests { get; } = [];

    /// <summary>What the HTTPS server answers, by host and path; a text beginning with "=" redirects there.</summary>
    public Dictionary<string, string> Documents { get; } = [];

    public int Port => new Uri(_web.Services.GetRequiredService<IServer>().Features.GetRequiredFeature<IServerAddressesFeature>().Addresses.Single()).Port;

    public static async Task<DiscoveryLab> StartAsync(bool allowLoopback = true)
    {
        var directory = Directory.CreateTempSubdirectory("webmail-discovery").FullName;
        TestCertificates.Write(directory, Names);
        using var pem = X509Certificate2.CreateFromPemFile(Path.Combine(directory, "server.pem"), Path.Combine(directory, "server.key"));
        var certificate = X509CertificateLoader.LoadPkcs12(pem.Export(X509ContentType.Pkcs12), null);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen => listen.UseHttps(certificate)));
        var web = builder.Build();
        DiscoveryLab? lab = null;
        web.Run(context => lab is { } ready ? ready.AnswerAsync(context) : Task.CompletedTask);
        await web.StartAsync();
        lab = new DiscoveryLab(web, directory, certificate, allowLoopback);
        return lab;
    }

    /// <summary>Discovery against these servers.</summary>
    /// <param name="providerList">Host and folder of a list of providers.</param>
    public ServerDiscovery Discovery(string? providerList = null, ProbePorts? ports = null)
    {
        var options = providerList is null ? Options : Options with { ProviderList = new Uri($"https://{providerList}:{Port}/") };
        var questions = new ProviderQuestions(new MailDns(options), Fetcher, options) { Autodiscover = new Uri($"https://office.test:{Port}/autodiscover.json") };
        return new ServerDiscovery(new ProviderPresets([]), questions, new ServerProbe(Connector) { Ports = ports ?? new ProbePorts(1, 1, 1, 1) }, TimeProvider.System);
    }

    public Uri Https(string hostAndPath) => new($"https://{hostAndPath.Insert(hostAndPath.IndexOf('/', StringComparison.Ordinal), $":{Port}")}");

    public async ValueTask DisposeAsync()
    {
        _fetcher.Dispose();
        await _web.DisposeAsync();
        await Dns.DisposeAsync();
        Certificate.Dispose();
        Directory.Delete(_directory, recursive: true);
    }

    private async Task AnswerAsync(HttpContext context)
    {
        lock (Requests)
            Requests.Add($"{context.Request.Host.Host}{context.Request.Path}{context.Request.QueryString}");
        context.Request.Headers.ShouldNotContainKey("Authorization");
        if (!Documents.TryGetValue(context.Request.Host.Host + context.Request.Path, out var document))
            context.Response.StatusCode = StatusCodes.Status404NotFound;
        else if (document.StartsWith('='))
            context.Response.Redirect(document[1..]);
        else
            await context.Response.WriteAsync(document);
    }
}
