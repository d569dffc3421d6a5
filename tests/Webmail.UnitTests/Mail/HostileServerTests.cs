using Webmail.Model;
using Webmail.TestKit.Servers;

namespace Webmail.UnitTests.Mail;

/// <summary>
/// Servers that mean harm. Each is first shown to kill, hang or deceive MailKit on its own; a case that harms nobody proves nothing and is
/// not here. To us it is a fault of the account, within the deadline, and no more of it is read than the bound.
/// </summary>
public sealed class HostileServerTests
{
    private const long MaxBytes = 16 * 1024 * 1024;
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(2);

    private static readonly Dictionary<string, Func<ScriptedConnection, Task>> Attacks = new()
    {
        ["greeting signed in"] = async connection =>
        {
            await connection.SayAsync("* PREAUTH [CAPABILITY IMAP4rev1] welcome back");
            await SayYesAsync(connection);
        },
        ["goodbye without end"] = async connection =>
        {
            await OpenAsync(connection);
            await connection.ExpectAsync("FETCH");
            await connection.RepeatAsync(string.Concat(Enumerable.Repeat("* BYE Autologout; idle for too long\r\n", 1000)));
        },
        ["greeting a byte a second"] = connection => connection.DribbleAsync("* OK " + new string('z', 1000), TimeSpan.FromSeconds(1)),
        ["endless line"] = async connection =>
        {
            await OpenAsync(connection);
            await connection.ExpectAsync("FETCH");
            await connection.SendAsync("* OK ");
            await connection.RepeatAsync(new string('a', 10_000));
        },
        ["endless lines"] = async connection =>
        {
            await OpenAsync(connection);
            await connection.ExpectAsync("FETCH");
            await connection.RepeatAsync(string.Concat(Enumerable.Repeat("* 1 EXISTS\r\n", 1000)));
        },
        ["endless quoted string"] = async connection =>
        {
            await OpenAsync(connection);
            await connection.ExpectAsync("FETCH");
            await connection.SendAsync("* 1 FETCH (UID 1 ENVELOPE (\"");
            await connection.RepeatAsync(new string('a', 10_000));
        },
        ["literal cut short"] = async connection =>
        {
            await OpenAsync(connection);
            var tag = await connection.ExpectAsync("FETCH");
            await connection.SayAsync("* 1 FETCH (UID 1 ENVELOPE (NIL {4000}", "short", $"{tag} OK done");
            await connection.WaitUntilGoneAsync();
        },
        ["answer a byte a second"] = async connection =>
        {
            await OpenAsync(connection);
            await connection.ExpectAsync("FETCH");
            await connection.DribbleAsync("* 1 FETCH (UID 1 ENVELOPE (NIL \"" + new string('z', 1000), TimeSpan.FromSeconds(1));
        },
        ["deep BODYSTRUCTURE"] = async connection =>
        {
            await OpenAsync(connection);
            var tag = await connection.ExpectAsync("FETCH");
            await connection.SayAsync($"* 1 FETCH (UID 1 BODYSTRUCTURE {new string('(', 200_000)}", $"{tag} OK done");
            await connection.WaitUntilGoneAsync();
        },
        ["tagged answer never comes"] = async connection =>
        {
            await OpenAsync(connection);
            await connection.WaitUntilGoneAsync();
        },
    };

    public static TheoryData<string> Names => [.. Attacks.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Attack_HarmsABareClient_IsAFaultToUs(string name)
    {
        var harm = BareClient.Harm.None;
        await using (var server = ScriptedServer.Start(Attacks[name]))
            harm = await BareClient.VisitAsync(server.Port);
        harm.ShouldNotBe(BareClient.Harm.None, "a case that harms nobody is to be deleted");

        await using var mail = new ScriptedMail(Attacks[name], change: options => options with { OperationTimeout = Deadline, ConnectTimeout = Deadline, MaxOperationBytes = MaxBytes });
        var exception = await Should.ThrowAsync<MailFaultException>(() => mail.ScanAsync(SyncAnchor.None)).WaitAsync(TimeSpan.FromSeconds(60));
        exception.Fault.Kind.ShouldBeOneOf(MailFaultKind.Protocol, MailFaultKind.Network);
        mail.Server.SentBytes.ShouldBeLessThan(MaxBytes * 2, "what is read is what memory has to hold");
    }

    private static async Task OpenAsync(ScriptedConnection connection)
    {
        await connection.ImapSignInAsync();
        await connection.AnswerAsync("EXAMINE INBOX", "OK [READ-ONLY] done", "* FLAGS (\\Seen)", "* 1 EXISTS", "* 0 RECENT", "* OK [UIDVALIDITY 5] .", "* OK [UIDNEXT 8] .");
    }

    private static async Task SayYesAsync(ScriptedConnection connection)
    {
        while (true)
        {
            var tag = (await connection.HearAsync()).Split(' ')[0];
            await connection.SayAsync("* LIST () \"/\" INBOX", $"{tag} OK done");
        }
    }
}
