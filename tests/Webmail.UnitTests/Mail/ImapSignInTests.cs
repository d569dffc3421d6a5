using Webmail.Model;
using Webmail.TestKit.Servers;

namespace Webmail.UnitTests.Mail;

/// <summary>What a server can do between the first byte and the signed-in connection.</summary>
public sealed class ImapSignInTests
{
    // Far below the five minutes an answer may take in these tests, and far above what a busy machine needs.
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(90);

    [Theory]
    [InlineData(ConnectionSecurity.None)]
    [InlineData(ConnectionSecurity.StartTls)]
    public async Task VerifyAsync_Preauth_RefusedAndNothingSaid(ConnectionSecurity security)
    {
        await using var mail = new ScriptedMail(
            async connection =>
            {
                await connection.SayAsync("* PREAUTH [CAPABILITY IMAP4rev1] welcome back");
                await connection.WaitUntilGoneAsync();
            },
            security);

        var (fault, _) = await ScriptedMail.FaultAsync(mail.SignInAsync);

        fault.Kind.ShouldBe(MailFaultKind.Protocol);
        mail.Server.Heard.ShouldBeEmpty();
    }

    [Fact]
    public async Task VerifyAsync_NoStartTls_UnsupportedAndNoPasswordSent()
    {
        await using var mail = new ScriptedMail(
            async connection =>
            {
                await connection.SayAsync("* OK [CAPABILITY IMAP4rev1 AUTH=PLAIN SASL-IR] ready");
                await connection.AnswerAsync("STARTTLS", "BAD unknown command");
                await connection.WaitUntilGoneAsync();
            },
            ConnectionSecurity.StartTls);

        var (fault, _) = await ScriptedMail.FaultAsync(mail.SignInAsync);

        fault.Kind.ShouldBe(MailFaultKind.Unsupported);
        mail.Server.Heard.Count.ShouldBe(1);
    }

    [Fact]
    public async Task VerifyAsync_LineInjectedBehindStartTls_Refused()
    {
        await using var mail = new ScriptedMail(
            async connection =>
            {
                await connection.SayAsync("* OK ready");
                var tag = await connection.ExpectAsync("STARTTLS");
                await connection.SayAsync($"{tag} OK begin", "* CAPABILITY IMAP4rev1 LOGINDISABLED", "* OK injected");
                await connection.WaitUntilGoneAsync();
            },
            ConnectionSecurity.StartTls);

        var (fault, _) = await ScriptedMail.FaultAsync(mail.SignInAsync);

        fault.ShouldBe(new MailFault(MailFaultKind.Protocol, "The server sent something ahead of TLS"));
    }

    [Fact]
    public async Task VerifyAsync_CapabilityBeforeStartTls_AskedAgainInsideTls()
    {
        using var certificate = ScriptedMail.Certificate("localhost", out var authority);
        using var _ = authority;
        using var trusted = new TrustedFile(authority);
        await using var mail = new ScriptedMail(
            async connection =>
            {
                await connection.SayAsync("* OK [CAPABILITY IMAP4rev1 AUTH=LOGIN] ready");
                await connection.AnswerAsync("STARTTLS", "OK begin");
                await connection.StartTlsAsync();
                await connection.AnswerAsync("CAPABILITY", "OK done", "* CAPABILITY IMAP4rev1 AUTH=PLAIN SASL-IR");
                await connection.AnswerAsync("AUTHENTICATE PLAIN", "NO [AUTHENTICATIONFAILED] wrong");
            },
            ConnectionSecurity.StartTls,
            "localhost",
            certificate,
            options => options with { TrustedCertificatesPath = trusted.Path });

        var (fault, _) = await ScriptedMail.FaultAsync(mail.SignInAsync);

        fault.ShouldBe(new MailFault(MailFaultKind.Authentication, "wrong"));
    }

    [Fact]
    public async Task VerifyAsync_WrongPassword_OneAttemptOnly()
    {
        await using var mail = new ScriptedMail(RefuseWith("NO [AUTHENTICATIONFAILED] Invalid credentials"));

        var (fault, _) = await ScriptedMail.FaultAsync(mail.SignInAsync);

        fault.ShouldBe(new MailFault(MailFaultKind.Authentication, "Invalid credentials"));
        mail.Server.Heard.Count(line => line.Contains("AUTHENTICATE", StringComparison.Ordinal) || line.Contains("LOGIN", StringComparison.Ordinal)).ShouldBe(1);
        mail.Server.Accepted.ShouldBe(1);
    }

    [Theory]
    [InlineData("NO [LIMIT] Maximum number of connections from user+IP exceeded (mail_max_userip_connections=10)", MailFaultKind.Throttled)]
    [InlineData("NO [ALERT] Too many simultaneous connections. (Failure)", MailFaultKind.Throttled)]
    [InlineData("NO [UNAVAILABLE] Temporary authentication failure.", MailFaultKind.Throttled)]
    [InlineData("NO [INUSE] Mailbox is open elsewhere", MailFaultKind.Throttled)]
    [InlineData("NO [AUTHENTICATIONFAILED] LOGIN invalid credentials or IMAP is disabled", MailFaultKind.Authentication)]
    [InlineData("NO [EXPIRED] Password expired", MailFaultKind.Authentication)]
    [InlineData("NO [ALERT] Application-specific password required: https://example.test (Failure)", MailFaultKind.Authentication)]
    [InlineData("NO LOGIN failed", MailFaultKind.Authentication)]
    public async Task VerifyAsync_RefusedInWords_TheKindTheyMean(string answer, MailFaultKind kind)
    {
        await using var mail = new ScriptedMail(RefuseWith(answer));

        var (fault, _) = await ScriptedMail.FaultAsync(mail.SignInAsync);

        fault.Kind.ShouldBe(kind);
    }

    [Fact]
    public async Task VerifyAsync_NoMechanismAndLoginDisabled_Unsupported()
    {
        await using var mail = new ScriptedMail(async connection =>
        {
            await connection.SayAsync("* OK ready");
            await connection.AnswerAsync("CAPABILITY", "OK done", "* CAPABILITY IMAP4rev1 LOGINDISABLED AUTH=GSSAPI");
            await connection.WaitUntilGoneAsync();
        });

        (await ScriptedMail.FaultAsync(mail.SignInAsync)).Fault.Kind.ShouldBe(MailFaultKind.Unsupported);
    }

    [Fact]
    public async Task VerifyAsync_OnlyTheLoginCommand_SignsIn()
    {
        await using var mail = new ScriptedMail(async connection =>
        {
            await connection.SayAsync("* OK ready");
            await connection.AnswerAsync("CAPABILITY", "OK done", "* CAPABILITY IMAP4rev1 AUTH=CRAM-MD5");
            await connection.AnswerAsync("LOGIN anna@example.test secret", "NO [AUTHENTICATIONFAILED] no");
        });

        (await ScriptedMail.FaultAsync(mail.SignInAsync)).Fault.ShouldBe(new MailFault(MailFaultKind.Authentication, "no"));
    }

    [Fact]
    public async Task VerifyAsync_Goodbye_InTheServersWords()
    {
        await using var mail = new ScriptedMail(connection => connection.SayAsync("* BYE Server is shutting down"));

        (await ScriptedMail.FaultAsync(mail.SignInAsync)).Fault.ShouldBe(new MailFault(MailFaultKind.Network, "Server is shutting down"));
    }

    [Fact]
    public async Task VerifyAsync_EndlessLine_StoppedByItsLength()
    {
        await using var mail = new ScriptedMail(
            async connection =>
            {
                await connection.SendAsync("* OK ");
                await connection.RepeatAsync(new string('a', 10_000));
            },
            change: options => options with { OperationTimeout = TimeSpan.FromMinutes(5) });

        var (fault, took) = await ScriptedMail.FaultAsync(mail.SignInAsync);

        fault.Kind.ShouldBe(MailFaultKind.Protocol);
        took.ShouldBeLessThan(Soon);
    }

    [Fact]
    public async Task VerifyAsync_EndlessLines_StoppedByTheirSum()
    {
        await using var mail = new ScriptedMail(
            async connection =>
            {
                await connection.SayAsync("* OK ready");
                await connection.ExpectAsync("CAPABILITY");
                await connection.RepeatAsync("* OK still thinking\r\n");
            },
            change: options => options with { OperationTimeout = TimeSpan.FromMinutes(5), MaxOperationBytes = 5_000_000 });

        var (fault, took) = await ScriptedMail.FaultAsync(mail.SignInAsync);

        fault.Kind.ShouldBe(MailFaultKind.Protocol);
        took.ShouldBeLessThan(Soon);
    }

    [Fact]
    public async Task VerifyAsync_ByteByByte_StoppedByTheDeadline()
    {
        await using var mail = new ScriptedMail(
            connection => connection.DribbleAsync("* OK " + new string('z', 1000), TimeSpan.FromMilliseconds(100)),
            change: options => options with { OperationTimeout = TimeSpan.FromSeconds(1) });

        var (fault, took) = await ScriptedMail.FaultAsync(mail.SignInAsync);

        fault.Kind.ShouldBe(MailFaultKind.Protocol);
        took.ShouldBeLessThan(Soon);
    }

    [Fact]
    public async Task VerifyAsync_Silence_NetworkAfterTheDeadline()
    {
        await using var mail = new ScriptedMail(
            connection => connection.WaitUntilGoneAsync(),
            change: options => options with { OperationTimeout = TimeSpan.FromSeconds(1) });

        var (fault, took) = await ScriptedMail.FaultAsync(mail.SignInAsync);

        fault.Kind.ShouldBe(MailFaultKind.Network);
        took.ShouldBeLessThan(Soon);
    }

    [Fact]
    public async Task VerifyAsync_Cancelled_Throws()
    {
        await using var mail = new ScriptedMail(connection => connection.WaitUntilGoneAsync());
        using var stop = new CancellationTokenSource(TimeSpan.FromMilliseconds(200));

        await Should.ThrowAsync<OperationCanceledException>(() => mail.Get<Webmail.Mail.Imap.ImapSignIn>().VerifyAsync(mail.Servers, ScriptedMail.Password, stop.Token));
    }

    private static Func<ScriptedConnection, Task> RefuseWith(string answer) => async connection =>
    {
        await connection.SayAsync("* OK ready");
        await connection.AnswerAsync("CAPABILITY", "OK done", "* CAPABILITY IMAP4rev1 AUTH=PLAIN AUTH=LOGIN AUTH=CRAM-MD5 SASL-IR");
        await connection.AnswerAsync("AUTHENTICATE PLAIN", answer);
        await connection.WaitUntilGoneAsync();
    };
}
