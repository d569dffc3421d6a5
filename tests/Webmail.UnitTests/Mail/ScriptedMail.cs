using System.Diagnostics;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.DependencyInjection;
using Webmail.Mail;
using Webmail.Mail.Imap;
using Webmail.Mail.Smtp;
using Webmail.Model;
using Webmail.TestKit.Servers;

namespace Webmail.UnitTests.Mail;

/// <summary>The mail services against one scripted server, with short deadlines.</summary>
internal sealed class ScriptedMail : ICredentialSource, IAsyncDisposable
{
    private readonly ServiceProvider _services;
    private ImapSessionPool? _pool;

    public ScriptedMail(
        Func<ScriptedConnection, Task> script,
        ConnectionSecurity security = ConnectionSecurity.None,
        string host = "127.0.0.1",
        X509Certificate2? certificate = null,
        Func<MailNetworkOptions, MailNetworkOptions>? change = null,
        TimeProvider? time = null,
        string providerId = "",
        int maxConnections = 2)
    {
        Server = ScriptedServer.Start(script, certificate, tls: security == ConnectionSecurity.Tls);
        var options = new MailNetworkOptions { OperationTimeout = TimeSpan.FromSeconds(10), ConnectTimeout = TimeSpan.FromSeconds(10) };
        _services = new ServiceCollection().AddSingleton(time ?? TimeProvider.System).AddWebmailMail(change?.Invoke(options) ?? options, []).BuildServiceProvider();
        var endpoint = new ServerEndpoint(host, Server.Port, security, AllowPrivate: true);
        Servers = new AccountServers(endpoint, "anna@example.test", endpoint, "anna@example.test", SavesSentMail: false, maxConnections, providerId);
    }

    public static MailCredential Password { get; } = new(CredentialKind.Password, "secret");

    public ScriptedServer Server { get; }

    public AccountServers Servers { get; }

    public T Get<T>()
        where T : notnull => _services.GetRequiredService<T>();

    public Task<MailCredential> GetAsync(CancellationToken cancellationToken) => Task.FromResult(Password);

    public Task<MailFault?> SignInAsync() => Get<ImapSignIn>().VerifyAsync(Servers, Password, default);

    /// <summary>One scan of the inbox, on connections of the account that last as long as this.</summary>
    public async Task<FolderDelta> ScanAsync(SyncAnchor anchor, params IReadOnlyList<KnownMessage> known)
    {
        _pool ??= Get<ImapSessionPoolFactory>().Create(Servers, this);
        await using var lease = await _pool.RentAsync(ImapPurpose.Background, default);
        var delta = await Get<FolderScanner>().ScanAsync(lease, "INBOX", anchor, (_, _, _) => Task.FromResult(known), default);
        lease.Complete();
        return delta;
    }

    public Task<SubmissionResult> SubmitAsync(string message, params IReadOnlyList<string> recipients) =>
        Get<SmtpSubmitter>().SubmitAsync(Servers, Password, "anna@example.test", recipients, new MemoryStream(System.Text.Encoding.ASCII.GetBytes(message)), default);

    /// <summary>Runs to a fault and says how long it took.</summary>
    public static async Task<(MailFault Fault, TimeSpan Took)> FaultAsync(Func<Task<MailFault?>> work)
    {
        var clock = Stopwatch.StartNew();
        var fault = await work();
        return (fault.ShouldNotBeNull(), clock.Elapsed);
    }

    /// <summary>A certificate of an authority of its own.</summary>
    /// <param name="authority">The authority's certificate.</param>
    public static X509Certificate2 Certificate(string name, out X509Certificate2 authority, int validDays = 10)
    {
        var now = TimeProvider.System.GetUtcNow();
        using var authorityKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var authorityRequest = new CertificateRequest("CN=Nobody's authority", authorityKey, HashAlgorithmName.SHA256);
        authorityRequest.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        authority = authorityRequest.CreateSelfSigned(now.AddDays(-30), now.AddDays(30));

        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(name);
        request.CertificateExtensions.Add(names.Build());
        using var certificate = request.Create(authority, now.AddDays(-20), now.AddDays(validDays), [1, 2, 3, 4]);
        using var withKey = certificate.CopyWithPrivateKey(key);
        return X509CertificateLoader.LoadPkcs12(withKey.Export(X509ContentType.Pkcs12), null);
    }

    public async ValueTask DisposeAsync()
    {
        // The server first: it does not answer a LOGOUT.
        await Server.DisposeAsync();
        if (_pool is not null)
            await _pool.DisposeAsync();
        await _services.DisposeAsync();
    }
}
