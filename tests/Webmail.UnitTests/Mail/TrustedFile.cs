using System.Security.Cryptography.X509Certificates;

namespace Webmail.UnitTests.Mail;

/// <summary>A certificate as a PEM file for the length of a test.</summary>
internal sealed class TrustedFile : IDisposable
{
    public TrustedFile(X509Certificate2 certificate) => File.WriteAllText(Path, certificate.ExportCertificatePem());

    public string Path { get; } = System.IO.Path.GetTempFileName();

    public void Dispose() => File.Delete(Path);
}
