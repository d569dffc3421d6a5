using Webmail.Mail;
using Webmail.Mail.Smtp;
using Webmail.Model;
using Webmail.TestKit.Servers;

namespace Webmail.UnitTests.Mail;

public sealed class SmtpSubmitterTests
{
    private const string Message = "Message-ID: <kept@example.test>\r\nFrom: anna@example.test\r\nTo: boris@example.test\r\nBcc: hidden@example.test\r\nSubject: hi\r\n\r\nText\r\n.dot\r\n";

    [Fact]
    public async Task SubmitAsync_Accepted_FrozenBytesWithoutBccAndOurDomain()
    {
        IReadOnlyList<string> transmitted = [];
        await using var mail = new ScriptedMail(async connection =>
        {
            await EnvelopeAsync(connection);
            transmitted = await connection.HearMessageAsync();
            await connection.SayAsync("250 2.0.0 queued as 42");
            await connection.WaitUntilGoneAsync();
        });

        var result = await mail.SubmitAsync(Message, "boris@example.test", "hidden@example.test");

        result.ShouldBeOfType<SubmissionResult.Accepted>().ServerText.ShouldContain("queued as 42");
        transmitted.ShouldBe(["Message-ID: <kept@example.test>", "From: anna@example.test", "To: boris@example.test", "Subject: hi", "", "Text", "..dot"]);
        mail.Server.Heard.First().ShouldBe("EHLO example.test");
        mail.Server.Heard.ShouldContain("RCPT TO:<hidden@example.test>");
    }

    [Fact]
    public async Task Session_ManyMessages_UseOneConnection()
    {
        var (messages, connections) = (0, 0);
        await using var mail = new ScriptedMail(async connection =>
        {
            Interlocked.Increment(ref connections);
            await connection.SmtpSignInAsync();
            while (true)
            {
                if (await connection.HearAsync() is var mailFrom && mailFrom == "QUIT")
                {
                    await connection.SayAsync("221 bye");
                    return;
                }

                mailFrom.ShouldStartWith("MAIL FROM");
                await connection.SayAsync("250 ok");
                await ReplyAsync(connection, "RCPT TO", "250 ok");
                await ReplyAsync(connection, "DATA", "354 go");
                await connection.HearMessageAsync();
                Interlocked.Increment(ref messages);
                await connection.SayAsync("250 ok");
            }
        });
        await using var session = mail.Get<SmtpSubmitter>().Open(mail.Servers);

        for (var i = 0; i < 20; i++)
            (await SubmitAsync(session)).ShouldBeOfType<SubmissionResult.Accepted>();
        await session.CloseAsync();

        (messages, connections, session.IsOpen).ShouldBe((20, 1, false));
    }

    [Fact]
    public async Task Session_DroppedBetweenMessages_GoesOnOverANewConnection()
    {
        var messages = 0;
        await using var mail = new ScriptedMail(async connection =>
        {
            await EnvelopeAsync(connection, recipients: 1);
            await connection.HearMessageAsync();
            Interlocked.Increment(ref messages);
            await connection.SayAsync("250 ok");
        });
        await using var session = mail.Get<SmtpSubmitter>().Open(mail.Servers);

        (await SubmitAsync(session)).ShouldBeOfType<SubmissionResult.Accepted>();
        (await SubmitAsync(session)).ShouldBeOfType<SubmissionResult.Accepted>();

        messages.ShouldBe(2);
    }

    [Fact]
    public async Task Session_BrokenAfterTheSecondFinalDot_UnknownAndNotSentAgain()
    {
        var messages = 0;
        await using var mail = new ScriptedMail(async connection =>
        {
            await EnvelopeAsync(connection, recipients: 1);
            await connection.HearMessageAsync();
            Interlocked.Increment(ref messages);
            await connection.SayAsync("250 ok");
            await ReplyAsync(connection, "MAIL FROM", "250 ok");
            await ReplyAsync(connection, "RCPT TO", "250 ok");
            await ReplyAsync(connection, "DATA", "354 go");
            await connection.HearMessageAsync();
            Interlocked.Increment(ref messages);
        });
        await using var session = mail.Get<SmtpSubmitter>().Open(mail.Servers);

        (await SubmitAsync(session)).ShouldBeOfType<SubmissionResult.Accepted>();
        (await SubmitAsync(session)).ShouldBeOfType<SubmissionResult.Unknown>();

        messages.ShouldBe(2);
    }

    [Fact]
    public async Task Session_RefusedMessage_TheNextOneLeavesAndNobodyIsRefusedForIt()
    {
        await using var mail = new ScriptedMail(async connection =>
        {
            await connection.SmtpSignInAsync();
            await ReplyAsync(connection, "MAIL FROM", "250 ok");
            await ReplyAsync(connection, "RCPT TO", "550 5.1.1 nobody");
            await ReplyAsync(connection, "RSET", "250 ok");
            await ReplyAsync(connection, "MAIL FROM", "250 ok");
            await ReplyAsync(connection, "RCPT TO", "250 ok");
            await ReplyAsync(connection, "DATA", "354 go");
            await connection.HearMessageAsync();
            await connection.SayAsync("250 ok");
            await connection.WaitUntilGoneAsync();
        });
        await using var session = mail.Get<SmtpSubmitter>().Open(mail.Servers);

        (await SubmitAsync(session)).ShouldBeOfType<SubmissionResult.Rejected>();
        (await SubmitAsync(session)).ShouldBeOfType<SubmissionResult.Accepted>().Refused.ShouldBeEmpty();
    }

    [Fact]
    public async Task Session_ReportWanted_AsksWhereTheServerKnowsHow()
    {
        string? asked = null;
        await using var mail = new ScriptedMail(async connection =>
        {
            await connection.SmtpSignInAsync("DSN");
            (await connection.HearAsync()).ShouldContain("ENVID=");
            await connection.SayAsync("250 ok");
            asked = await connection.HearAsync();
            await connection.SayAsync("250 ok");
            await ReplyAsync(connection, "DATA", "354 go");
            await connection.HearMessageAsync();
            await connection.SayAsync("250 ok");
            await connection.WaitUntilGoneAsync();
        });
        await using var session = mail.Get<SmtpSubmitter>().Open(mail.Servers);

        (await SubmitAsync(session, wantsReport: true)).ShouldBeOfType<SubmissionResult.Accepted>();

        asked.ShouldNotBeNull().ShouldContain("NOTIFY=SUCCESS,FAILURE,DELAY");
    }

    [Fact]
    public async Task SubmitAsync_BrokenAfterTheFinalDot_Unknown()
    {
        await using var mail = new ScriptedMail(async connection =>
        {
            await EnvelopeAsync(connection);
            await connection.HearMessageAsync();
        });

        (await mail.SubmitAsync(Message, "boris@example.test", "hidden@example.test")).ShouldBeOfType<SubmissionResult.Unknown>();
    }

    [Fact]
    public async Task SubmitAsync_NoAnswerAfterTheFinalDot_UnknownAfterTheDeadline()
    {
        await using var mail = new ScriptedMail(
            async connection =>
            {
                await EnvelopeAsync(connection);
                await connection.WaitUntilGoneAsync();
            },
            change: options => options with { OperationTimeout = TimeSpan.FromSeconds(1) });

        (await mail.SubmitAsync(Message, "boris@example.test", "hidden@example.test")).ShouldBeOfType<SubmissionResult.Unknown>();
    }

    [Fact]
    public async Task SubmitAsync_CancelledAfterTheFinalDot_Unknown()
    {
        using var stop = new CancellationTokenSource();
        await using var mail = new ScriptedMail(async connection =>
        {
            await EnvelopeAsync(connection);
            await connection.HearMessageAsync();
            await stop.CancelAsync();
            await connection.WaitUntilGoneAsync();
        });

        var result = await mail.Get<SmtpSubmitter>().SubmitAsync(
            mail.Servers, ScriptedMail.Password, "anna@example.test", ["boris@example.test", "hidden@example.test"], new MemoryStream("Subject: a\r\n\r\nb\r\n"u8.ToArray()), stop.Token);

        result.ShouldBeOfType<SubmissionResult.Unknown>();
    }

    [Theory]
    [InlineData("Subject: a\r\n\r\none\r\n.\r\nMAIL FROM:<evil@example.test>\r\n")]
    [InlineData("Subject: a\n\none\n.\nMAIL FROM:<evil@example.test>\n")]
    [InlineData("Subject: a\r\n\r\none\n.\r\nMAIL FROM:<evil@example.test>\r\n")]
    public async Task SubmitAsync_EndOfDataInTheText_StaysText(string message)
    {
        IReadOnlyList<string> heard = [];
        var after = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var mail = new ScriptedMail(async connection =>
        {
            await EnvelopeAsync(connection);
            heard = await connection.HearMessageAsync();
            await connection.SayAsync("250 ok");
            after.SetResult(await connection.HearAsync());
        });

        (await mail.SubmitAsync(message, "boris@example.test", "hidden@example.test")).ShouldBeOfType<SubmissionResult.Accepted>();

        heard.ShouldContain("..");
        heard.ShouldContain("MAIL FROM:<evil@example.test>");
        (await after.Task).ShouldBe("QUIT");
    }

    [Fact]
    public async Task SubmitAsync_LargerThanTheServerTakes_RejectedAndItsLimitKnown()
    {
        await using var mail = new ScriptedMail(async connection =>
        {
            await connection.SmtpSignInAsync("SIZE 2000");
            await ReplyAsync(connection, "SIZE=", "552 5.3.4 Message too big");
            await ReplyAsync(connection, "RSET", "250 ok");
            await connection.WaitUntilGoneAsync();
        });

        var result = await mail.SubmitAsync(Message + new string('x', 3000), "boris@example.test");

        result.ShouldBeOfType<SubmissionResult.Rejected>().Fault.Code.ShouldBe("5.3.4");
        result.MaxBytes.ShouldBe(2000);
    }

    [Fact]
    public async Task SubmitAsync_BrokenBeforeData_Deferred()
    {
        await using var mail = new ScriptedMail(async connection =>
        {
            await connection.SmtpSignInAsync();
            await connection.ExpectAsync("MAIL FROM");
        });

        (await mail.SubmitAsync(Message, "boris@example.test")).ShouldBeOfType<SubmissionResult.Deferred>().Fault.Kind.ShouldBe(MailFaultKind.Network);
    }

    [Theory]
    [InlineData("451 4.7.1 Greylisted", false, MailFaultKind.Throttled)]
    [InlineData("452 4.2.2 Mailbox full", false, MailFaultKind.Quota)]
    [InlineData("550 5.7.1 Message content rejected", true, MailFaultKind.Refused)]
    [InlineData("552 5.3.4 Message too big", true, MailFaultKind.Quota)]
    [InlineData("550 5.7.30 Basic authentication is not supported for Client Submission", true, MailFaultKind.Authentication)]
    public async Task SubmitAsync_RefusedAfterData_ByItsCode(string answer, bool forGood, MailFaultKind kind)
    {
        await using var mail = new ScriptedMail(async connection =>
        {
            await EnvelopeAsync(connection);
            await connection.HearMessageAsync();
            await connection.SayAsync(answer);
            await connection.ExpectAsync("RSET");
            await connection.SayAsync("250 ok");
            await connection.WaitUntilGoneAsync();
        });

        var result = await mail.SubmitAsync(Message, "boris@example.test", "hidden@example.test");

        var fault = forGood ? result.ShouldBeOfType<SubmissionResult.Rejected>().Fault : result.ShouldBeOfType<SubmissionResult.Deferred>().Fault;
        fault.Kind.ShouldBe(kind);
        fault.ServerText.ShouldBe(answer[10..].TrimStart());
    }

    [Fact]
    public async Task SubmitAsync_OneRecipientRefused_AcceptedForTheOther()
    {
        await using var mail = new ScriptedMail(async connection =>
        {
            await connection.SmtpSignInAsync();
            await ReplyAsync(connection, "MAIL FROM", "250 ok");
            await ReplyAsync(connection, "RCPT TO:<boris", "550 5.1.1 No such user");
            await ReplyAsync(connection, "RCPT TO:<hidden", "250 ok");
            await ReplyAsync(connection, "DATA", "354 go on");
            await connection.HearMessageAsync();
            await connection.SayAsync("250 ok");
            await connection.WaitUntilGoneAsync();
        });

        var result = await mail.SubmitAsync(Message, "boris@example.test", "hidden@example.test");

        var refused = result.ShouldBeOfType<SubmissionResult.Accepted>().Refused.Single();
        refused.Address.ShouldBe("boris@example.test");
        refused.ServerText.ShouldContain("No such user");
    }

    [Theory]
    [InlineData("550 5.1.1 No such user", "550 5.1.1 Nor this one", true)]
    [InlineData("550 5.1.1 No such user", "450 4.2.0 Greylisted", false)]
    public async Task SubmitAsync_AllRecipientsRefused_LaterOnlyIfOneMayStillBeTaken(string first, string second, bool forGood)
    {
        await using var mail = new ScriptedMail(async connection =>
        {
            await connection.SmtpSignInAsync();
            await ReplyAsync(connection, "MAIL FROM", "250 ok");
            await ReplyAsync(connection, "RCPT TO", first);
            await ReplyAsync(connection, "RCPT TO", second);
            await ReplyAsync(connection, "RSET", "250 ok");
            await connection.WaitUntilGoneAsync();
        });

        var result = await mail.SubmitAsync(Message, "boris@example.test", "hidden@example.test");

        if (forGood)
            result.ShouldBeOfType<SubmissionResult.Rejected>();
        else
            result.ShouldBeOfType<SubmissionResult.Deferred>();
        mail.Server.Heard.ShouldNotContain("DATA");
    }

    [Fact]
    public async Task SubmitAsync_WrongPassword_DeferredAfterOneAttempt()
    {
        await using var mail = new ScriptedMail(async connection =>
        {
            await connection.SayAsync("220 ready");
            await connection.ExpectAsync("EHLO");
            await connection.SayAsync("250-x", "250 AUTH PLAIN LOGIN CRAM-MD5");
            await connection.ExpectAsync("AUTH PLAIN");
            await connection.SayAsync("535 5.7.8 Error: authentication failed");
            await connection.WaitUntilGoneAsync();
        });

        (await mail.SubmitAsync(Message, "boris@example.test")).ShouldBeOfType<SubmissionResult.Deferred>().Fault.Kind.ShouldBe(MailFaultKind.Authentication);
        mail.Server.Heard.Count(line => line.StartsWith("AUTH", StringComparison.Ordinal)).ShouldBe(1);
    }

    [Fact]
    public async Task VerifyAsync_NoStartTls_UnsupportedAndNoPasswordSent()
    {
        await using var mail = new ScriptedMail(
            async connection =>
            {
                await connection.SayAsync("220 ready");
                await connection.ExpectAsync("EHLO");
                await connection.SayAsync("250 AUTH PLAIN");
                await connection.WaitUntilGoneAsync();
            },
            ConnectionSecurity.StartTls);

        var fault = await mail.Get<SmtpSubmitter>().VerifyAsync(mail.Servers, ScriptedMail.Password, default);

        fault?.Kind.ShouldBe(MailFaultKind.Unsupported);
        mail.Server.Heard.Count.ShouldBe(1);
    }

    [Fact]
    public async Task SubmitAsync_InjectedBehindStartTls_Deferred()
    {
        await using var mail = new ScriptedMail(
            async connection =>
            {
                await connection.SayAsync("220 ready");
                await connection.ExpectAsync("EHLO");
                await connection.SayAsync("250 STARTTLS");
                await connection.ExpectAsync("STARTTLS");
                await connection.SayAsync("220 go", "250 injected");
                await connection.WaitUntilGoneAsync();
            },
            ConnectionSecurity.StartTls);

        (await mail.SubmitAsync(Message, "boris@example.test")).ShouldBeOfType<SubmissionResult.Deferred>().Fault.Kind.ShouldBe(MailFaultKind.Protocol);
    }

    [Fact]
    public async Task SubmitAsync_EndlessReply_Deferred()
    {
        await using var mail = new ScriptedMail(async connection =>
        {
            await connection.SayAsync("220 ready");
            await connection.ExpectAsync("EHLO");
            await connection.RepeatAsync("250-more\r\n");
        });

        (await mail.SubmitAsync(Message, "boris@example.test")).ShouldBeOfType<SubmissionResult.Deferred>().Fault.Kind.ShouldBe(MailFaultKind.Protocol);
    }

    [Fact]
    public async Task SubmitAsync_SecretGoneWhileTheConnectionIsOpen_IsDeferredAndNotThrown()
    {
        await using var mail = new ScriptedMail(async connection =>
        {
            await EnvelopeAsync(connection, recipients: 1);
            await connection.HearMessageAsync();
            await connection.SayAsync("250 taken");
            await ReplyAsync(connection, "QUIT", "221 bye");
        });
        await using var session = mail.Get<SmtpSubmitter>().Open(mail.Servers);
        (await SubmitAsync(session)).ShouldBeOfType<SubmissionResult.Accepted>();

        var result = await session.SubmitAsync(new NoSecret(), new Submission("anna@example.test", ["boris@example.test"], WantsReport: false), new MemoryStream("Subject: s\r\n\r\ntext"u8.ToArray()), default);

        result.ShouldBeOfType<SubmissionResult.Deferred>().Fault.Kind.ShouldBe(MailFaultKind.Authentication);
    }

    private sealed class NoSecret : ICredentialSource
    {
        public Task<MailCredential> GetAsync(CancellationToken cancellationToken) => throw new MailFaultException(new MailFault(MailFaultKind.Authentication, "Sign in again"));
    }

    private static Task<SubmissionResult> SubmitAsync(SmtpSession session, bool wantsReport = false) => session.SubmitAsync(
        new GivenCredential(ScriptedMail.Password), new Submission("anna@example.test", ["boris@example.test"], wantsReport), new MemoryStream(System.Text.Encoding.ASCII.GetBytes(Message)), default);

    private static async Task EnvelopeAsync(ScriptedConnection connection, int recipients = 2)
    {
        await connection.SmtpSignInAsync();
        await ReplyAsync(connection, "MAIL FROM", "250 ok");
        for (var i = 0; i < recipients; i++)
            await ReplyAsync(connection, "RCPT TO", "250 ok");
        await ReplyAsync(connection, "DATA", "354 go on");
    }

    private static async Task ReplyAsync(ScriptedConnection connection, string command, string reply)
    {
        await connection.ExpectAsync(command);
        await connection.SayAsync(reply);
    }
}
