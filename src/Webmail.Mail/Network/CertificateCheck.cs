using System.Globalization;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;

namespace Webmail.Mail.Network;

/// <summary>Decides on one server's certificate and remembers in words why it was refused.</summary>
internal sealed class CertificateCheck(string host, TrustedAuthorities authorities, TimeProvider time)
{
    /// <summary>Null as long as nothing was refused.</summary>
    public string? Objection { get; private set; }

    public bool Validate(X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors)
    {
        if (errors == SslPolicyErrors.None)
            return true;

        if (certificate is not X509Certificate2 server || errors.HasFlag(SslPolicyErrors.RemoteCertificateNotAvailable))
        {
            Objection = $"{host} shows no certificate";
            return false;
        }

        if (errors.HasFlag(SslPolicyErrors.RemoteCertificateNameMismatch))
        {
            Objection = $"The certificate is for {Names(server)}, not for {host}";
            return false;
        }

        var now = time.GetUtcNow();
        if (now > server.NotAfter)
            Objection = $"The certificate of {host} expired on {Day(server.NotAfter)}";
        else if (now < server.NotBefore)
            Objection = $"The certificate of {host} is valid only from {Day(server.NotBefore)}";
        else if (!IsTrustedByUs(server, chain))
            Objection = $"The certificate of {host} was issued by {server.GetNameInfo(X509NameType.SimpleName, forIssuer: true)}, which is not trusted";
        return Objection is null;
    }

    private bool IsTrustedByUs(X509Certificate2 server, X509Chain? presented)
    {
        if (authorities.Certificates.Count == 0)
            return false;

        using var own = new X509Chain();
        own.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        own.ChainPolicy.CustomTrustStore.AddRange(authorities.Certificates);
        own.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        own.ChainPolicy.ApplicationPolicy.Add(new("1.3.6.1.5.5.7.3.1"));
        if (presented is not null)
        {
            own.ChainPolicy.ExtraStore.AddRange(presented.ChainPolicy.ExtraStore);
            foreach (var element in presented.ChainElements)
                own.ChainPolicy.ExtraStore.Add(element.Certificate);
        }

        return own.Build(server);
    }

    private static string Names(X509Certificate2 certificate)
    {
        var names = certificate.Extensions
            .OfType<X509SubjectAlternativeNameExtension>()
            .SelectMany(extension => extension.EnumerateDnsNames().Concat(extension.EnumerateIPAddresses().Select(address => address.ToString())))
            .ToList();
        if (names.Count == 0)
            return certificate.GetNameInfo(X509NameType.SimpleName, forIssuer: false);
        return string.Join(", ", names.Take(5)) + (names.Count > 5 ? ", …" : "");
    }

    private static string Day(DateTime time) => time.ToUniversalTime().ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
