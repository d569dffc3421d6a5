using System.Text.Json;
using Webmail.Mail.Network;
using Webmail.Model;

namespace Webmail.Mail.Discovery;

/// <summary>The questions that discovery asks of others: DNS, the domain's own configuration file, a list of providers, Exchange Online.</summary>
internal sealed class ProviderQuestions(MailDns dns, ConfigurationFetcher fetcher, MailNetworkOptions options)
{
    private static readonly Uri ExchangeOnline = new("https://outlook.office365.com/autodiscover/autodiscover.json");

    /// <summary>Where Exchange Online is asked; another place in tests.</summary>
    internal Uri Autodiscover { get; init; } = ExchangeOnline;

    public bool HasProviderList => options.ProviderList is not null;

    /// <inheritdoc cref="MailDns.MayKnow"/>
    public bool MayKnow(string domain) => dns.MayKnow(domain);

    /// <inheritdoc cref="MailDns.ExchangerAsync"/>
    public Task<string?> ExchangerAsync(string domain, CancellationToken cancellationToken) => dns.ExchangerAsync(domain, cancellationToken);

    /// <summary>The configuration file of a domain; of its two places the first that has one.</summary>
    public async Task<AutoconfigDocument?> AutoconfigAsync(string domain, string address, CancellationToken cancellationToken)
    {
        var email = Uri.EscapeDataString(address);
        var own = ReadAsync(Https($"autoconfig.{domain}", $"/mail/config-v1.1.xml?emailaddress={email}"), address, cancellationToken);
        var wellKnown = ReadAsync(Https(domain, "/.well-known/autoconfig/mail/config-v1.1.xml"), address, cancellationToken);
        return await own ?? await wellKnown;
    }

    /// <summary>What the list of providers says of a domain; null as well when none is asked.</summary>
    public async Task<AutoconfigDocument?> ListedAsync(string domain, string address, CancellationToken cancellationToken) =>
        options.ProviderList is { } list ? await ReadAsync(new Uri(list, domain), address, cancellationToken) : null;

    /// <summary>The servers that SRV records name (RFC 6186 §3, RFC 8314 §5.1): under TLS from the first byte before those that begin it.</summary>
    public async Task<(ServerEndpoint Imap, ServerEndpoint Smtp, ServerEndpoint? Pop3)?> ServicesAsync(string domain, CancellationToken cancellationToken)
    {
        var imap = ServiceAsync(domain, "_imaps._tcp", "_imap._tcp", cancellationToken);
        var smtp = ServiceAsync(domain, "_submissions._tcp", "_submission._tcp", cancellationToken);
        var pop3 = ServiceAsync(domain, "_pop3s._tcp", "_pop3._tcp", cancellationToken);
        await Task.WhenAll(imap, smtp, pop3);
        return await imap is { } incoming && await smtp is { } outgoing ? (incoming, outgoing, await pop3) : null;
    }

    /// <summary>Whether Exchange Online knows the address. It names no IMAP server: a yes only says whose mailbox this is.</summary>
    public async Task<bool> IsExchangeOnlineAsync(string address, CancellationToken cancellationToken)
    {
        var question = new Uri($"{Autodiscover}?Email={Uri.EscapeDataString(address)}&Protocol=AutodiscoverV1");
        if (await fetcher.GetAsync(question, cancellationToken) is not { } answer)
            return false;
        try
        {
            using var json = JsonDocument.Parse(answer, new JsonDocumentOptions { MaxDepth = 8 });
            return json.RootElement.ValueKind == JsonValueKind.Object && json.RootElement.TryGetProperty("Url", out var url) && url.ValueKind == JsonValueKind.String;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private async Task<ServerEndpoint?> ServiceAsync(string domain, string secure, string plain, CancellationToken cancellationToken)
    {
        var tls = dns.ServicesAsync(secure, domain, cancellationToken);
        var startTls = dns.ServicesAsync(plain, domain, cancellationToken);
        var found = (await tls).Select(target => new ServerEndpoint(target.Host, target.Port, ConnectionSecurity.Tls))
            .Concat((await startTls).Select(target => new ServerEndpoint(target.Host, target.Port, ConnectionSecurity.StartTls)));
        return found.FirstOrDefault();
    }

    private async Task<AutoconfigDocument?> ReadAsync(Uri address, string email, CancellationToken cancellationToken) =>
        await fetcher.GetAsync(address, cancellationToken) is { } document ? AutoconfigDocument.Parse(document, email) : null;

    private Uri Https(string host, string pathAndQuery) => new($"https://{host}:{fetcher.Port}{pathAndQuery}");
}
