using System.Security.Cryptography.X509Certificates;
using Webmail.Model;
using Webmail.TestKit.Servers;

namespace Webmail.UnitTests.Mail;

public sealed class CertificateTests
{
    [Fact]
    public async Task VerifyAsync_OtherName_SaysWhichNames()
    {
        using var certificate = ScriptedMail.Certificate("mail.example.org", out var authority);
        using var trusted = new TrustedFile(authority);

        var fault = await FaultAsync(certificate, trusted);

        fault.ShouldBe(new MailFault(MailFaultKind.Certificate, "The certificate is for mail.example.org, not for localhost"));
        authority.Dispose();
    }

    [Fact]
    public async Task VerifyAsync_UnknownAuthority_SaysWhich()
    {
        using var certificate = ScriptedMail.Certificate("localhost", out var authority);
        authority.Dispose();

        var fault = await FaultAsync(certificate, trusted: null);

        fault.ShouldBe(new MailFault(MailFaultKind.Certificate, "The certificate of localhost was issued by Nobody's authority, which is not trusted"));
    }

    [Fact]
    public async Task VerifyAsync_Expired_SaysWhen()
    {
        using var certificate = ScriptedMail.Certificate("localhost", out var authority, validDays: -2);
        using var trusted = new TrustedFile(authority);

        var fault = await FaultAsync(certificate, trusted);

        fault.Kind.ShouldBe(MailFaultKind.Certificate);
        fault.ServerText.ShouldBe($"The certificate of localhost expired on {certificate.NotAfter.ToUniversalTime():yyyy-MM-dd}");
        authority.Dispose();
    }

    [Fact]
    public async Task VerifyAsync_NoTlsAtAll_Protocol()
    {
        await using var mail = new ScriptedMail(connection => connection.SayAsync("* OK plain"));
        var servers = mail.Servers with { Imap = mail.Servers.Imap with { Security = ConnectionSecurity.Tls } };

        var fault = await mail.Get<Webmail.Mail.Imap.ImapSignIn>().VerifyAsync(servers, ScriptedMail.Password, default);

        fault?.Kind.ShouldBe(MailFaultKind.Protocol);
    }

    private static async Task<MailFault> FaultAsync(X509Certificate2 certificate, TrustedFile? trusted)
    {
        await using var mail = new ScriptedMail(
            Script,
            ConnectionSecurity.Tls,
            "localhost",
            certificate,
            options => options with { TrustedCertificatesPath = trusted?.Path });
        var (fault, _) = await ScriptedMail.FaultAsync(mail.SignInAsync);
        mail.Server.Heard.ShouldBeEmpty();
        return fault;
    }

    private static Task Script(ScriptedConnection connection) => connection.WaitUntilGoneAsync();
}
