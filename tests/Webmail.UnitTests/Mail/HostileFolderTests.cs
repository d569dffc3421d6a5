using Webmail.Mail.Imap;
using Webmail.Model;
using Webmail.TestKit.Servers;

namespace Webmail.UnitTests.Mail;

/// <summary>Answers inside a signed-in connection that would end the process or never end.</summary>
public sealed class HostileFolderTests
{
    [Fact]
    public async Task ScanAsync_DeepBodyStructure_ProtocolFault()
    {
        var fault = await ScanAsync(async connection =>
        {
            var tag = await connection.ExpectAsync("FETCH");
            await connection.SayAsync($"* 1 FETCH (UID 1 BODYSTRUCTURE {new string('(', 50_000)}", $"{tag} OK done");
        });

        fault.ShouldBe(new MailFault(MailFaultKind.Protocol, "The server sent more than 200 parentheses within each other"));
    }

    [Fact]
    public async Task ScanAsync_ByeInTheMiddle_InTheServersWords()
    {
        var fault = await ScanAsync(async connection =>
        {
            await connection.ExpectAsync("FETCH");
            await connection.SayAsync("* BYE [UNAVAILABLE] Too many commands, come back later");
        });

        fault.ShouldBe(new MailFault(MailFaultKind.Throttled, "Too many commands, come back later"));
    }

    [Fact]
    public async Task ScanAsync_Garbage_ProtocolFault()
    {
        var fault = await ScanAsync(async connection =>
        {
            await connection.ExpectAsync("FETCH");
            await connection.SayAsync("* 1 FETCH (UID one ENVELOPE 5 FLAGS NIL", "x y z");
        });

        fault.Kind.ShouldBe(MailFaultKind.Protocol);
    }

    [Fact]
    public async Task ScanAsync_NoBodyStructureAndNoEnvelopeParts_StillDescribed()
    {
        await using var mail = Mail(async connection =>
        {
            await connection.AnswerAsync(
                "FETCH",
                "OK done",
                "* 1 FETCH (UID 7 FLAGS (\\Seen $Forwarded) INTERNALDATE \"01-Jan-2026 10:00:00 +0000\" RFC822.SIZE 10 ENVELOPE (NIL NIL NIL NIL NIL NIL NIL NIL NIL NIL))");
            await connection.WaitUntilGoneAsync();
        });
        await using var pool = mail.Get<ImapSessionPoolFactory>().Create(mail.Servers, mail);
        await using var lease = await pool.RentAsync(ImapPurpose.Background, default);

        var delta = await mail.Get<FolderScanner>().ScanAsync(lease, "INBOX", SyncAnchor.None, Nothing, default);

        var message = delta.Added.Single();
        (message.Uid, message.Flags, message.Subject, message.MessageIdHeader).ShouldBe((7u, MailFlags.Seen | MailFlags.Forwarded, "", ""));
        delta.Next.ShouldBe(new SyncAnchor(5, 0, 8, 0));
    }

    [Fact]
    public async Task ScanAsync_FourBillionMessagesVanished_ThoseWeHad()
    {
        await using var mail = new ScriptedMail(async connection =>
        {
            await connection.ImapSignInAsync("IMAP4rev1 ENABLE CONDSTORE QRESYNC");
            await connection.AnswerAsync("ENABLE QRESYNC", "OK done", "* ENABLED QRESYNC");
            await connection.AnswerAsync(
                "EXAMINE INBOX (QRESYNC (5 10", "OK [READ-ONLY] done",
                "* FLAGS (\\Seen)", "* 0 EXISTS", "* OK [UIDVALIDITY 5] .", "* OK [UIDNEXT 8] .", "* OK [HIGHESTMODSEQ 11] .", "* VANISHED (EARLIER) 1:4294967295");
            await connection.WaitUntilGoneAsync();
        });

        var delta = await mail.ScanAsync(new SyncAnchor(5, 10, 8, 0), new KnownMessage(3, 9, MailFlags.None));

        delta.Vanished.ShouldBe([3u]);
    }

    private static async Task<MailFault> ScanAsync(Func<ScriptedConnection, Task> script)
    {
        await using var mail = Mail(script);
        await using var pool = mail.Get<ImapSessionPoolFactory>().Create(mail.Servers, mail);
        await using var lease = await pool.RentAsync(ImapPurpose.Background, default);
        var exception = await Should.ThrowAsync<MailFaultException>(() => mail.Get<FolderScanner>().ScanAsync(lease, "INBOX", SyncAnchor.None, Nothing, default));
        return exception.Fault;
    }

    private static ScriptedMail Mail(Func<ScriptedConnection, Task> script) => new(async connection =>
    {
        await connection.ImapSignInAsync();
        await connection.AnswerAsync("EXAMINE INBOX", "OK [READ-ONLY] done", "* FLAGS (\\Seen)", "* 1 EXISTS", "* 0 RECENT", "* OK [UIDVALIDITY 5] .", "* OK [UIDNEXT 8] .");
        await script(connection);
    });

    private static Task<IReadOnlyList<KnownMessage>> Nothing(uint fromUid, uint toUid, CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<KnownMessage>>([]);
}
