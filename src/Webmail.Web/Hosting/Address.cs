namespace Webmail.Web.Hosting;

/// <summary>Where the process listens. In code, because an address in a file would override the environment's.</summary>
internal static class Address
{
    private const string Default = "http://localhost:5080";
    private static readonly string[] AddressKeys = ["urls", "http_ports", "https_ports"];

    public static WebApplicationBuilder UseDefaultAddress(this WebApplicationBuilder builder)
    {
        var configuration = builder.Configuration;
        var isSaid = AddressKeys.Any(key => !string.IsNullOrEmpty(configuration[key]))
            || configuration.GetSection("Kestrel:Endpoints").Exists();
        if (!isSaid)
            builder.WebHost.UseUrls(Default);
        return builder;
    }

    /// <summary>An address a person can click on: a wildcard means this machine.</summary>
    internal static string ForPeople(string address) =>
        address.Replace("[::]", "localhost", StringComparison.Ordinal)
            .Replace("0.0.0.0", "localhost", StringComparison.Ordinal)
            .Replace("://+", "://localhost", StringComparison.Ordinal)
            .Replace("://*", "://localhost", StringComparison.Ordinal);
}
