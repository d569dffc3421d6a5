using System.Net;
using System.Net.Sockets;
using DnsClient;
using DnsClient.Protocol;
using Webmail.Mail.Authenticity;

namespace Webmail.Mail.Network;

/// <summary>What names lead to: the system's answers, or those of the name servers in the configuration. Nothing of it is authenticated.</summary>
internal sealed class MailDns : IDnsTexts
{
    private const int MaxTexts = 10;
    private const int MaxText = 8 * 1024;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);
    private static readonly string[] Nobodys = [".test", ".example", ".invalid", ".localhost"];
    private readonly LookupClient _lookup;
    private readonly bool _own;

    public MailDns(MailNetworkOptions options)
    {
        _own = options.NameServers.Count > 0;
        var lookup = _own ? new LookupClientOptions(options.NameServers.ToArray()) : new LookupClientOptions();
        lookup.Timeout = Patience;
        lookup.Retries = 1;
        lookup.UseCache = true;
        lookup.MaximumCacheTimeout = TimeSpan.FromMinutes(5);
        lookup.ThrowDnsErrors = false;
        _lookup = new LookupClient(lookup);
    }

    /// <summary>False for names that nobody outside has (RFC 2606 §2): the world's name servers are not bothered with them.</summary>
    public bool MayKnow(string domain) =>
        _own || !Nobodys.Any(top => domain.EndsWith(top, StringComparison.OrdinalIgnoreCase));

    /// <exception cref="SocketException">No such name, or no answer.</exception>
    public async Task<IReadOnlyList<IPAddress>> AddressesAsync(string host, CancellationToken cancellationToken)
    {
        if (IPAddress.TryParse(host, out var literal))
            return [literal];
        // RFC 6761 §6.3: this name is never asked of a name server.
        if (!_own || host == "localhost")
            return await Dns.GetHostAddressesAsync(host, cancellationToken);

        var four = AskAsync(host, QueryType.A, cancellationToken);
        var six = AskAsync(host, QueryType.AAAA, cancellationToken);
        var found = (await four).OfType<AddressRecord>().Concat((await six).OfType<AddressRecord>()).Select(record => record.Address).ToList();
        return found.Count > 0 ? found : throw new SocketException((int)SocketError.HostNotFound);
    }

    /// <returns>The host of the best preference; null without one, or for the "no mail here" of RFC 7505.</returns>
    public async Task<string?> ExchangerAsync(string domain, CancellationToken cancellationToken) =>
        (await AskAsync(domain, QueryType.MX, cancellationToken)).OfType<MxRecord>().OrderBy(record => record.Preference).Select(record => Name(record.Exchange)).FirstOrDefault();

    /// <returns>Targets by priority, then weight (RFC 2782); without those that say "not offered" (RFC 6186 §3.4).</returns>
    public async Task<IReadOnlyList<(string Host, int Port)>> ServicesAsync(string service, string domain, CancellationToken cancellationToken) =>
    [
        .. (await AskAsync($"{service}.{domain}", QueryType.SRV, cancellationToken)).OfType<SrvRecord>()
            .OrderBy(record => record.Priority).ThenByDescending(record => record.Weight)
            .Where(record => record.Port > 0 && Name(record.Target) is not null)
            .Select(record => (Name(record.Target) ?? string.Empty, (int)record.Port)),
    ];

    /// <inheritdoc/>
    public async Task<IReadOnlyList<string>> FindAsync(string name, CancellationToken cancellationToken)
    {
        if (_lookup.NameServers.Count == 0)
            throw new IOException("There is no name server");
        try
        {
            var answer = await _lookup.QueryAsync(name, QueryType.TXT, QueryClass.IN, cancellationToken);
            if (answer.HasError && answer.Header.ResponseCode != DnsHeaderResponseCode.NotExistentDomain)
                throw new IOException(answer.ErrorMessage);
            return [.. answer.Answers.TxtRecords().Take(MaxTexts).Select(record => string.Concat(record.Text)).Where(text => text.Length <= MaxText)];
        }
        catch (Exception failure) when (failure is DnsResponseException or SocketException or InvalidOperationException or ArgumentException)
        {
            throw new IOException("The name server does not answer", failure);
        }
    }

    private async Task<IReadOnlyList<DnsResourceRecord>> AskAsync(string name, QueryType type, CancellationToken cancellationToken)
    {
        // A machine without name servers.
        if (_lookup.NameServers.Count == 0)
            return [];
        try
        {
            return (await _lookup.QueryAsync(name, type, QueryClass.IN, cancellationToken)).Answers;
        }
        catch (Exception exception) when (exception is DnsResponseException or SocketException)
        {
            // No answer is no record: the next way of finding out is tried.
            return [];
        }
    }

    private static string? Name(DnsString name) => Discovery.MailDomain.Normalize(name.Value);
}
