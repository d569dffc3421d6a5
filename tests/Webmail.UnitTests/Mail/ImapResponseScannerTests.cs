using System.Text;
using Webmail.Mail.Network;
using Webmail.Model;

namespace Webmail.UnitTests.Mail;

/// <summary>Bytes, whole and one by one: a bound must not depend on how the network cuts them.</summary>
public sealed class ImapResponseScannerTests
{
    private static readonly string Deep = new('(', 201);

    [Theory]
    [InlineData("* OK ready\r\n")]
    [InlineData("* 1 FETCH (UID 1 ENVELOPE (\"a \\\"(\\\" b\" NIL) BODY[] {3}\r\n((( FLAGS (\\Seen))\r\n")]
    [InlineData("* 1 FETCH (BODY[] {5+}\r\n\"\"\"\"\")\r\nA1 OK done\r\n")]
    [InlineData("* 1 FETCH (BODY[] {0}\r\n)\r\n")]
    [InlineData("* LIST () \"/\" {4}\r\n((((\r\n* LIST () \"/\" INBOX\r\n")]
    [InlineData("* LIST (\\HasNoChildren) \"\\\\\" \"quoted \\\"name\\\"\"\r\n")]
    [InlineData("* 1 FETCH (ENVELOPE (\"unescaped \"quotes\"inside\" NIL))\r\n")]
    [InlineData("* OK [PERMANENTFLAGS (\\Seen \\*)] it's \"odd\r\n* 2 EXISTS\r\n")]
    [InlineData("A1 NO it says {5} somewhere\r\n+ idling {3}\r\n")]
    [InlineData("* [COPYUID 1 2 3] moved\r\n")]
    [InlineData("\r\n* 1 EXISTS\r\n\r\nA1 OK done\r\n")]
    [InlineData("* 23 EXISTS\r\n* SEARCH\r\n* VANISHED (EARLIER) 1:5\r\n")]
    public void Received_OrdinaryAnswers_Pass(string bytes)
    {
        Feed(bytes, 1).ShouldBeNull();
        Feed(bytes, bytes.Length).ShouldBeNull();
    }

    [Theory]
    [InlineData("* 1 FETCH (BODYSTRUCTURE {deep}")]
    [InlineData("* THREAD {deep}")]
    [InlineData("* 1 FETCH (A {1}\r\nx {deep}")]
    [InlineData("* 1 FETCH (A \"closed\" {deep}")]
    [InlineData("A1 OK [X {deep}")]
    [InlineData("* ESEARCH {deep}")]
    public void Received_DeepNesting_Stopped(string bytes) => BothWays(bytes.Replace("{deep}", Deep, StringComparison.Ordinal));

    [Theory]
    // Each tries to make the scanner skip bytes that MailKit would read.
    [InlineData("* OK {99}\r\n")]
    [InlineData("* OK{99}\r\n")]
    [InlineData("* OK [ALERT {99}\r\n")]
    [InlineData("* OK [ALERT\r\n")]
    [InlineData("* OK [X \"]\r\n")]
    [InlineData("* [X {9}\r\n")]
    [InlineData("* 1 FETCH (\"no end\r\n")]
    [InlineData("* 1 FETCH (A {5\r\n")]
    [InlineData("* 1 FETCH (A {5}{6}\r\n")]
    [InlineData("* 1 FETCH (A {5}\"\r\n")]
    [InlineData("* 1 FETCH (A {-5}\r\n")]
    [InlineData("*\rOK {5}\r\n")]
    [InlineData(" * 1 FETCH (A {5}\r\n")]
    [InlineData("\r* 1 FETCH (A {5}\r\n")]
    [InlineData("\"* 1 FETCH (A {5}\r\n")]
    [InlineData("* PREAUTH hello\r\n")]
    [InlineData("* preauth[CAPABILITY IMAP4] hello\r\n")]
    [InlineData("* LIST () \"/\" {5000}\r\n")]
    [InlineData("* 1 FETCH (BODY[] {1000001}\r\n")]
    [InlineData("* 1 FETCH (BODY[] {99999999999999999999}\r\n")]
    public void Received_Ambiguous_Stopped(string bytes) => BothWays(bytes);

    [Fact]
    public void Received_LongLine_Stopped() => BothWays("* SEARCH " + new string('1', 5000));

    [Fact]
    public void Received_UnknownFormWithoutEnd_Stopped() => BothWays("*" + new string('x', 600));

    [Fact]
    public void LastRefusal_NoBadBye_TheLineItself()
    {
        var scanner = Scanner();
        scanner.Received("* OK fine\r\nA1 NO [LIMIT] too many\r\n"u8);
        scanner.LastRefusal.ShouldBe("A1 NO [LIMIT] too many");

        scanner.Sent("A2 NOOP\r\n"u8);
        scanner.LastRefusal.ShouldBe("");

        scanner.Received("* BYE closing\r\n"u8);
        scanner.Sent("A3 NOOP\r\n"u8);
        scanner.LastRefusal.ShouldBe("* BYE closing");
    }

    private static void BothWays(string bytes)
    {
        Feed(bytes, 1)?.Kind.ShouldBe(MailFaultKind.Protocol);
        Feed(bytes, 1).ShouldNotBeNull();
        Feed(bytes, bytes.Length).ShouldNotBeNull();
    }

    private static MailFault? Feed(string bytes, int piece)
    {
        var scanner = Scanner();
        try
        {
            foreach (var chunk in Encoding.Latin1.GetBytes(bytes).Chunk(piece))
                scanner.Received(chunk);
            return null;
        }
        catch (MailFaultException exception)
        {
            return exception.Fault;
        }
    }

    private static ImapResponseScanner Scanner() => new(maxLineBytes: 4000, maxNesting: 200, maxLiteralBytes: 1_000_000);
}
