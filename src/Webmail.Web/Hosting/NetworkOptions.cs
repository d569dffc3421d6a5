using System.ComponentModel.DataAnnotations;
using System.Net;

namespace Webmail.Web.Hosting;

/// <summary>How mail servers are reached.</summary>
public sealed class NetworkOptions : IValidatableObject
{
    private const int DnsPort = 53;

    /// <summary>PEM file of additional authorities for mail servers.</summary>
    public string? TrustedCertificates { get; set; }

    /// <summary>Networks such as <c>10.1.0.0/16</c> that servers typed by a person or found for an address may be in; a configured provider may be anywhere.</summary>
    public IList<string> AllowedNetworks { get; set; } = [];

    /// <summary>Addresses of name servers, with a port where it is not 53; empty for the system's.</summary>
    public IList<string> NameServers { get; set; } = [];

    /// <summary>Where a list of providers in the form of the Thunderbird project's is asked, such as <c>https://v1.ispdb.net/</c>. Empty asks nobody: it tells a third party the domain.</summary>
    public string? ProviderList { get; set; }

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (!string.IsNullOrEmpty(TrustedCertificates) && !File.Exists(TrustedCertificates))
            yield return new ValidationResult($"The file {TrustedCertificates} of Webmail:Network:TrustedCertificates does not exist.", [nameof(TrustedCertificates)]);
        foreach (var network in AllowedNetworks.Where(network => !IPNetwork.TryParse(network, out _)))
            yield return new ValidationResult($"{network} of Webmail:Network:AllowedNetworks is no network.", [nameof(AllowedNetworks)]);
        foreach (var server in NameServers.Where(server => !IPEndPoint.TryParse(server, out _)))
            yield return new ValidationResult($"{server} of Webmail:Network:NameServers is no address.", [nameof(NameServers)]);
        if (!string.IsNullOrEmpty(ProviderList) && !(Uri.TryCreate(ProviderList, UriKind.Absolute, out var list) && list.Scheme == Uri.UriSchemeHttps && list.AbsolutePath.EndsWith('/')))
            yield return new ValidationResult($"{ProviderList} of Webmail:Network:ProviderList is no https address that ends with a slash.", [nameof(ProviderList)]);
    }

    internal static IPEndPoint NameServer(string server) =>
        IPEndPoint.Parse(server) is { Port: > 0 } complete ? complete : new IPEndPoint(IPEndPoint.Parse(server).Address, DnsPort);
}
