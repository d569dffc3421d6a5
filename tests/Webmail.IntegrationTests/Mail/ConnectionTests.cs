using System.Text;
using MailKit;
using Webmail.IntegrationTests.Engine;
using Webmail.Mail.Imap;
using Webmail.Mail.Smtp;
using Webmail.Model;
using Webmail.TestKit.Mail;
using Webmail.TestKit.Servers;

namespace Webmail.IntegrationTests.Mail;

public sealed class ConnectionTests(EngineFixture fixture)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    [Theory]
    [InlineData(ConnectionSecurity.Tls)]
    [InlineData(ConnectionSecurity.StartTls)]
    public async Task VerifyAsync_RightAndWrongPassword_NullAndAuthentication(ConnectionSecurity security)
    {
        await using var mail = new MailHarness(fixture.Server, await fixture.NewUserAsync());
        var ports = fixture.Server.Ports;
        var servers = mail.Servers with
        {
            Imap = new ServerEndpoint("localhost", security == ConnectionSecurity.Tls ? ports.Imaps : ports.ImapPlain, security, AllowPrivate: true),
            Smtp = new ServerEndpoint("localhost", security == ConnectionSecurity.Tls ? ports.Smtps : ports.Submission, security, AllowPrivate: true),
        };
        var wrong = mail.Credential with { Secret = "wrong" };

        (await mail.Get<ImapSignIn>().VerifyAsync(servers, mail.Credential, default)).ShouldBeNull();
        (await mail.Get<SmtpSubmitter>().VerifyAsync(servers, mail.Credential, default)).ShouldBeNull();
        (await mail.Get<ImapSignIn>().VerifyAsync(servers, wrong, default))?.Kind.ShouldBe(MailFaultKind.Authentication);
        (await mail.Get<SmtpSubmitter>().VerifyAsync(servers, wrong, default))?.Kind.ShouldBe(MailFaultKind.Authentication);
    }

    [Fact]
    public async Task VerifyAsync_PrivateAddressOfAStranger_Unreachable()
    {
        await using var mail = new MailHarness(fixture.Server, await fixture.NewUserAsync());
        var servers = mail.Servers with { Imap = mail.Servers.Imap with { AllowPrivate = false } };

        var fault = await mail.Get<ImapSignIn>().VerifyAsync(servers, mail.Credential, default);

        fault?.Kind.ShouldBe(MailFaultKind.Network);
    }

    [Fact]
    public async Task VerifyAsync_AuthorityNotTrusted_SaysWhose()
    {
        await using var mail = new MailHarness(fixture.Server, await fixture.NewUserAsync(), options => options with { TrustedCertificatesPath = null });

        var fault = (await mail.Get<ImapSignIn>().VerifyAsync(mail.Servers, mail.Credential, default)).ShouldNotBeNull();

        fault.Kind.ShouldBe(MailFaultKind.Certificate);
        fault.ServerText.ShouldContain("Webmail test authority");
    }

    [Fact]
    public async Task RentAsync_MoreThanTheServerAllows_Throttled()
    {
        await using var server = await MailServer.StartAsync(new MailServerOptions { MaxConnections = 1 });
        await using var mail = new MailHarness(server, await server.AddUserAsync("crowd@test.local"));
        await using var lease = await mail.Pool.RentAsync(ImapPurpose.Interactive, default);

        var exception = await Should.ThrowAsync<MailFaultException>(() => mail.Pool.RentAsync(ImapPurpose.Background, default));

        exception.Fault.Kind.ShouldBe(MailFaultKind.Throttled);
    }

    [Fact]
    public async Task RentAsync_Completed_SameConnectionAgain_OtherwiseAnother()
    {
        await using var mail = new MailHarness(fixture.Server, await fixture.NewUserAsync());
        var first = await mail.WithAsync(lease => Task.FromResult(lease.Client));
        var second = await mail.WithAsync(lease => Task.FromResult(lease.Client));
        await using (await mail.Pool.RentAsync(ImapPurpose.Interactive, default))
        {
            // Not completed.
        }

        var third = await mail.WithAsync(lease => Task.FromResult(lease.Client));

        second.ShouldBeSameAs(first);
        third.ShouldNotBeSameAs(first);
    }

    [Fact]
    public async Task RunAsync_MailArrives_RingsAtOnce()
    {
        var user = await fixture.NewUserAsync();
        await using var mail = new MailHarness(fixture.Server, user);
        using var stop = new CancellationTokenSource();
        var rings = new SemaphoreSlim(0);
        var watching = mail.Get<IdleWatcher>().RunAsync(mail.Pool, "INBOX", new WatchedFolders(), new PushBell(_ => rings.Release(), () => rings.Release(), (_, _) => { }), stop.Token);
        (await rings.WaitAsync(Patience)).ShouldBeTrue("it rings once when it begins");

        await fixture.Server.DeliverAsync(user.Address, SampleMail.Create(1, 2, user.Address));
        (await rings.WaitAsync(Patience)).ShouldBeTrue();

        await stop.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => watching);
    }

    [Fact]
    public async Task RunAsync_RenewedOften_StillRings()
    {
        var user = await fixture.NewUserAsync();
        await using var mail = new MailHarness(fixture.Server, user, options => options with { IdleRenewal = TimeSpan.FromSeconds(6) });
        using var stop = new CancellationTokenSource();
        var rings = new SemaphoreSlim(0);
        MailFault? fault = null;
        var watching = mail.Get<IdleWatcher>().RunAsync(mail.Pool, "INBOX", new WatchedFolders(), new PushBell(_ => rings.Release(), () => rings.Release(), (_, now) => fault = now), stop.Token);
        (await rings.WaitAsync(Patience)).ShouldBeTrue();
        await Task.Delay(TimeSpan.FromSeconds(8));

        await fixture.Server.DeliverAsync(user.Address, SampleMail.Create(1, 2, user.Address));
        (await rings.WaitAsync(Patience)).ShouldBeTrue();

        fault.ShouldBeNull();
        await stop.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => watching);
    }

    [Fact]
    public async Task SubmitAsync_OneUnknownRecipient_OthersGetItWithoutBcc()
    {
        var sender = await fixture.NewUserAsync();
        var reader = await fixture.NewUserAsync();
        await using var mail = new MailHarness(fixture.Server, sender);
        var message = Encoding.ASCII.GetBytes($"Message-ID: <submit-1@test.local>\r\nFrom: {sender.Address}\r\nTo: {reader.Address}\r\nBcc: hidden@test.local\r\nSubject: hello\r\n\r\nText\r\n");

        var result = await mail.Get<SmtpSubmitter>().SubmitAsync(mail.Servers, mail.Credential, sender.Address, [reader.Address, "nobody-at-all@test.local"], new MemoryStream(message), default);

        var accepted = result.ShouldBeOfType<SubmissionResult.Accepted>();
        accepted.Refused.Single().Address.ShouldBe("nobody-at-all@test.local");
        using var client = await fixture.Server.ImapClientAsync(reader.Address);
        var inbox = client.Inbox.ShouldNotBeNull();
        await inbox.OpenAsync(FolderAccess.ReadOnly);
        using var patience = new CancellationTokenSource(Patience);
        while (inbox.Count == 0)
            await client.NoOpAsync(patience.Token);
        var headers = await inbox.GetHeadersAsync(0);
        headers[MimeKit.HeaderId.MessageId].ShouldBe("<submit-1@test.local>");
        headers.Contains(MimeKit.HeaderId.Bcc).ShouldBeFalse();
        headers.Where(header => header.Id == MimeKit.HeaderId.Received).ShouldAllBe(header => !header.Value.Contains(Environment.MachineName));
    }

    [Fact]
    public async Task SubmitAsync_OnlyUnknownRecipients_Rejected()
    {
        var sender = await fixture.NewUserAsync();
        await using var mail = new MailHarness(fixture.Server, sender);
        var message = Encoding.ASCII.GetBytes("From: a@test.local\r\nSubject: hello\r\n\r\nText\r\n");

        var result = await mail.Get<SmtpSubmitter>().SubmitAsync(mail.Servers, mail.Credential, sender.Address, ["nobody-at-all@test.local"], new MemoryStream(message), default);

        result.ShouldBeOfType<SubmissionResult.Rejected>().Fault.Kind.ShouldBe(MailFaultKind.Refused);
    }
}
