using DnsClient;

namespace Webmail.Mail.Authenticity;

/// <summary>TXT records from the system's name server, within seconds and from a cache.</summary>
internal sealed class DnsTexts : IDnsTexts
{
    private const int MaxRecords = 10;
    private const int MaxText = 8 * 1024;

    // Made when it is first needed: a machine without a name server still shows mail.
    private readonly Lazy<LookupClient> _client = new(() => new LookupClient(new LookupClientOptions
    {
        Timeout = TimeSpan.FromSeconds(2),
        Retries = 1,
        UseCache = true,
        MinimumCacheTimeout = TimeSpan.FromMinutes(5),
        MaximumCacheTimeout = TimeSpan.FromHours(1),
        CacheFailedResults = true,
        FailedResultsCacheDuration = TimeSpan.FromMinutes(1),
        ThrowDnsErrors = false,
    }));

    public async Task<IReadOnlyList<string>> FindAsync(string name, CancellationToken cancellationToken)
    {
        try
        {
            var answer = await _client.Value.QueryAsync(name, QueryType.TXT, cancellationToken: cancellationToken);
            if (answer.HasError && answer.Header.ResponseCode != DnsHeaderResponseCode.NotExistentDomain)
                throw new IOException(answer.ErrorMessage);
            return [.. answer.Answers.TxtRecords().Take(MaxRecords).Select(record => string.Concat(record.Text)).Where(text => text.Length <= MaxText)];
        }
        catch (Exception failure) when (failure is DnsResponseException or InvalidOperationException or ArgumentException)
        {
            throw new IOException("The name server does not answer", failure);
        }
    }
}
