using System.Security.Cryptography.X509Certificates;

namespace Webmail.Mail.Network;

/// <summary>Certificate authorities trusted besides those of the system, read once.</summary>
internal sealed class TrustedAuthorities(MailNetworkOptions options)
{
    private readonly Lazy<X509Certificate2Collection> _certificates = new(() => Read(options.TrustedCertificatesPath));

    public X509Certificate2Collection Certificates => _certificates.Value;

    private static X509Certificate2Collection Read(string? path)
    {
        var certificates = new X509Certificate2Collection();
        if (string.IsNullOrEmpty(path))
            return certificates;
        if (!Directory.Exists(path))
        {
            certificates.ImportFromPemFile(path);
            return certificates;
        }

        foreach (var file in Directory.EnumerateFiles(path).Where(file => Path.GetExtension(file) is ".pem" or ".crt").Order(StringComparer.Ordinal))
            certificates.ImportFromPemFile(file);
        return certificates;
    }
}
