using System.Diagnostics;
using MailKit;
using MailKit.Net.Smtp;
using MailKit.Security;
using MimeKit;
using Webmail.TestKit.Mail;
using Webmail.TestKit.Servers;

namespace Webmail.IntegrationTests.TestServers;

/// <summary>Proof that the servers the other tests rest on are real ones and do what the tests ask of them.</summary>
public sealed class MailServerTests
{
    [Fact]
    public async Task StartAsync_RealDovecot_LogsOurSignIn()
    {
        await using var server = await MailServer.StartAsync();
        var user = await server.AddUserAsync("proof@test.local");

        using (var client = await server.ImapClientAsync(user.Address))
            client.IsAuthenticated.ShouldBeTrue();

        using var process = Process.GetProcessById(server.DovecotPid);
        process.ProcessName.ShouldBe("dovecot");
        (await File.ReadAllTextAsync(server.LogPath)).ShouldContain("Login: user=<proof@test.local>");
    }

    [Fact]
    public async Task StartAsync_TwoAtOnce_KeepApart()
    {
        var servers = await Task.WhenAll(MailServer.StartAsync(), MailServer.StartAsync());
        await using var first = servers[0];
        await using var second = servers[1];

        await first.AddUserAsync("one@test.local");
        await second.AddUserAsync("one@test.local");
        await first.SeedAsync("one@test.local", 3);

        (await CountAsync(first, "one@test.local")).ShouldBe(3);
        (await CountAsync(second, "one@test.local")).ShouldBe(0);
    }

    [Fact]
    public async Task Submission_BetweenMailboxes_ArrivesAndStrangersAreRefused()
    {
        await using var server = await MailServer.StartAsync();
        var anna = await server.AddUserAsync("anna@test.local");
        var boris = await server.AddUserAsync("boris@example.test");
        using var borisClient = await server.ImapClientAsync(boris.Address);
        var inbox = borisClient.Inbox.ShouldNotBeNull();
        await inbox.OpenAsync(FolderAccess.ReadOnly);

        using var client = new SmtpClient { ServerCertificateValidationCallback = (_, certificate, _, _) => TestCertificates.IsFrom(server.CaPath, certificate), CheckCertificateRevocation = false };
        await client.ConnectAsync("localhost", server.Ports.Submission, SecureSocketOptions.StartTls);
        await client.AuthenticateAsync(new SaslMechanismPlain(anna.Address, anna.Password));
        await client.SendAsync(Message(anna.Address, boris.Address));

        var refused = await Should.ThrowAsync<SmtpCommandException>(() => client.SendAsync(Message(anna.Address, "stranger@example.org")));
        refused.StatusCode.ShouldBe(SmtpStatusCode.TransactionFailed);
        (await Should.ThrowAsync<SmtpCommandException>(() => client.SendAsync(Message(anna.Address, "nobody@test.local")))).ErrorCode.ShouldBe(SmtpErrorCode.RecipientNotAccepted);

        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(10));
        while (inbox.Count == 0)
            await borisClient.NoOpAsync(patience.Token);
    }

    [Fact]
    public async Task DeliverAsync_Returned_MessageIsThere()
    {
        await using var server = await MailServer.StartAsync();
        await server.AddUserAsync("anna@test.local");

        await server.DeliverAsync("anna@test.local", SampleMail.Create(1, 2, "anna@test.local"));

        (await CountAsync(server, "anna@test.local")).ShouldBe(1);
    }

    [Fact]
    public async Task SeedAsync_ThenMore_EnvelopesAndFlagsAsPromised()
    {
        await using var server = await MailServer.StartAsync();
        await server.AddUserAsync("anna@test.local");
        await server.SeedAsync("anna@test.local", 40);
        await server.SeedAsync("anna@test.local", 2, "Личное/Поездки");

        using var client = await server.ImapClientAsync("anna@test.local");
        var inbox = client.Inbox.ShouldNotBeNull();
        await inbox.OpenAsync(FolderAccess.ReadOnly);
        var rows = await inbox.FetchAsync(0, -1, MessageSummaryItems.Envelope | MessageSummaryItems.Flags | MessageSummaryItems.InternalDate);
        rows.Count.ShouldBe(40);
        rows[39].Envelope?.Subject.ShouldBe(SampleMail.Subject(39));
        rows[39].InternalDate.ShouldBe(SampleMail.Newest);
        rows.Count(row => (row.Flags & MessageFlags.Seen) != 0).ShouldBe(Enumerable.Range(0, 40).Count(number => SampleMail.IsSeen(number, 40)));
        var trips = await client.GetFolderAsync("Личное/Поездки");
        await trips.StatusAsync(StatusItems.Count);
        trips.Count.ShouldBe(2);
    }

    [Fact]
    public async Task Suspend_ThenResume_AnswersLate()
    {
        await using var server = await MailServer.StartAsync();
        await server.AddUserAsync("anna@test.local");
        using var client = await server.ImapClientAsync("anna@test.local");

        server.Suspend();
        var answer = client.NoOpAsync();
        (await Task.WhenAny(answer, Task.Delay(TimeSpan.FromMilliseconds(300)))).ShouldNotBe(answer);

        server.Resume();
        await answer.WaitAsync(TimeSpan.FromSeconds(10));
    }

    [Fact]
    public async Task StopDovecotAsync_StartedAgain_SameMailbox()
    {
        await using var server = await MailServer.StartAsync();
        await server.AddUserAsync("anna@test.local");
        await server.SeedAsync("anna@test.local", 5);
        var before = server.DovecotPid;

        await server.StopDovecotAsync();
        await Should.ThrowAsync<System.Net.Sockets.SocketException>(async () => await server.ImapClientAsync("anna@test.local"));
        await server.StartDovecotAsync();

        server.DovecotPid.ShouldNotBe(before);
        (await CountAsync(server, "anna@test.local")).ShouldBe(5);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Options_Idle_DecidesTheCapability(bool idle)
    {
        await using var server = await MailServer.StartAsync(new MailServerOptions { Idle = idle });
        await server.AddUserAsync("anna@test.local");

        using var client = await server.ImapClientAsync("anna@test.local");

        client.Capabilities.HasFlag(MailKit.Net.Imap.ImapCapabilities.Idle).ShouldBe(idle);
        client.Capabilities.HasFlag(MailKit.Net.Imap.ImapCapabilities.QuickResync).ShouldBeTrue();
    }

    private static async Task<int> CountAsync(MailServer server, string address)
    {
        using var client = await server.ImapClientAsync(address);
        var inbox = client.Inbox.ShouldNotBeNull();
        await inbox.OpenAsync(FolderAccess.ReadOnly);
        return inbox.Count;
    }

    private static MimeMessage Message(string from, string to)
    {
        var message = new MimeMessage { Subject = "Proof", Body = new TextPart("plain") { Text = "Hello" } };
        message.From.Add(MailboxAddress.Parse(from));
        message.To.Add(MailboxAddress.Parse(to));
        return message;
    }
}
