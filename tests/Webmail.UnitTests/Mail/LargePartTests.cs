using System.Globalization;
using System.Text;
using Webmail.Mail.Imap;
using Webmail.Mail.Render;
using Webmail.Model;
using Webmail.TestKit.Servers;

namespace Webmail.UnitTests.Mail;

/// <summary>Parts as they come over the line, from servers that do as they should and from others.</summary>
public sealed class LargePartTests
{
    private const int Piece = 2 * 1024 * 1024;

    [Fact]
    public async Task ReadPieceAsync_InTheMiddleOfALiteral_WhatCameIsPassedOn()
    {
        var half = new string('a', 100_000);
        using var arrived = new CountingDestination(half.Length);
        await using var mail = Mail(async connection =>
        {
            var tag = await connection.ExpectAsync($"BODY.PEEK[2]<0.{Piece}>");
            await connection.SendAsync($"* 1 FETCH (UID 7 BODY[2]<0> {{{2 * half.Length}}}\r\n{half}");
            // A client that holds a literal to its end would wait here for ever.
            await arrived.Reached;
            await connection.SayAsync($"{half})", $"{tag} OK done");
        });

        var progress = await ReadAsync(mail, arrived, octets: 200_000);

        (progress.Offset, progress.IsComplete, arrived.Count).ShouldBe((200_000, true, 200_000));
    }

    [Fact]
    public async Task ReadPieceAsync_UidBehindTheLiteralAndOtherMessagesBetween_OnlyWhatWasAskedFor()
    {
        using var content = new MemoryStream();
        await using var mail = Mail(connection => connection.AnswerAsync(
            "BODY.PEEK[2]", "OK done", "* 3 FETCH (UID 9 BODY[2]<0> {3}", "XXX)", "* 1 FETCH (BODY[1]<0> {1}", "Y UID 7)", "* 1 FETCH (BODY[2]<0> {5}", "QUJDR UID 7)"));

        await ReadAsync(mail, content, octets: 5);

        Encoding.ASCII.GetString(content.ToArray()).ShouldBe("QUJDR");
    }

    [Fact]
    public async Task ReadPieceAsync_ShorterThanItSaid_TheRestIsAskedForOnce()
    {
        using var content = new MemoryStream();
        await using var mail = Mail(async connection =>
        {
            await connection.AnswerAsync($"BODY.PEEK[2]<0.{Piece}>", "OK done", "* 1 FETCH (UID 7 BODY[2]<0> {4}", "abcd)");
            await connection.AnswerAsync($"BODY.PEEK[2]<4.{Piece}>", "OK done", "* 1 FETCH (UID 7 BODY[2]<4> \"\")");
        });

        var progress = await ReadAsync(mail, content, octets: 1000);

        (progress.Offset, progress.IsComplete).ShouldBe((4, true));
    }

    [Theory]
    [InlineData("* 1 FETCH (UID 7 BODY[2]<0> {3000000}")]
    [InlineData("* 1 FETCH (UID 7 BODY[2]<500> {3}\r\nabc)")]
    [InlineData("* 1 FETCH (UID 7 BODY[2]<0> {3}\r\nabc BODY[2]<0> {3}\r\nabc)")]
    public async Task ReadPieceAsync_AnotherPieceThanAskedFor_ProtocolFault(string answer)
    {
        await using var mail = Mail(connection => connection.AnswerAsync("BODY.PEEK[2]", "OK done", answer));

        (await FaultAsync(() => ReadAsync(mail, Stream.Null, octets: 10))).Kind.ShouldBe(MailFaultKind.Protocol);
    }

    [Fact]
    public async Task ReadPieceAsync_NoEnd_QuotaFault()
    {
        await using var mail = Mail(async connection =>
        {
            for (var offset = 0L; ; offset += Piece)
            {
                var tag = await connection.ExpectAsync(string.Create(CultureInfo.InvariantCulture, $"BODY.PEEK[2]<{offset}."));
                await connection.SayAsync($"* 1 FETCH (UID 7 BODY[2]<{offset}> {{{Piece}}}", new string('a', Piece) + ")", $"{tag} OK done");
            }
        });

        (await FaultAsync(() => ReadAsync(mail, Stream.Null, octets: 10, maxBytes: Piece + 1))).Kind.ShouldBe(MailFaultKind.Quota);
    }

    [Theory]
    [InlineData("NIL")]
    [InlineData("(\"text\" \"plain\" NIL NIL NIL \"7bit\" 3000000 1)")]
    [InlineData("((\"text\" \"plain\" NIL NIL NIL \"7bit\" 9 1)(\"image\" \"png\" NIL NIL NIL \"base64\" 1000) \"mixed\")")]
    public async Task OutlineAsync_NothingToLeaveOut_IsFetchedWhole(string structure)
    {
        using var written = new MemoryStream();
        await using var mail = Mail(connection => connection.AnswerAsync("BODYSTRUCTURE", "OK done", $"* 1 FETCH (UID 7 BODYSTRUCTURE {structure})"));

        (await OutlineAsync(mail, written)).ShouldBeFalse();

        written.Length.ShouldBe(0);
    }

    [Fact]
    public async Task OutlineAsync_MoreThanTwentyDeep_IsFetchedWhole()
    {
        var structure = string.Concat(Enumerable.Repeat("(", 30)) + "(\"application\" \"pdf\" NIL NIL NIL \"base64\" 9000000)" + string.Concat(Enumerable.Repeat(" \"mixed\")", 30));
        await using var mail = Mail(connection => connection.AnswerAsync("BODYSTRUCTURE", "OK done", $"* 1 FETCH (UID 7 BODYSTRUCTURE {structure})"));

        (await OutlineAsync(mail, Stream.Null)).ShouldBeFalse();
    }

    [Fact]
    public async Task OutlineAsync_TextLeftOut_IsFetchedWhole()
    {
        const string structure = "((\"text\" \"plain\" NIL NIL NIL \"7bit\" 9 1)(\"application\" \"pdf\" NIL NIL NIL \"base64\" 9000000) \"mixed\")";
        await using var mail = Mail(async connection =>
        {
            await connection.AnswerAsync("BODYSTRUCTURE", "OK done", $"* 1 FETCH (UID 7 BODYSTRUCTURE {structure})");
            await connection.AnswerAsync("BODY.PEEK[HEADER]", "OK done", "* 1 FETCH (UID 7 BODY[HEADER]<0> {14}", "Subject: x", "", ")");
            // As Yandex does now and then.
            await connection.AnswerAsync("BODY.PEEK[1]", "OK done", "* 1 FETCH (UID 7 BODY[1]<0>)");
        });

        (await OutlineAsync(mail, Stream.Null)).ShouldBeFalse();
    }

    [Fact]
    public async Task OutlineAsync_BoundaryOfTheSenderInAText_NumbersAreThoseOfTheStructure()
    {
        const string text = "--b\r\nContent-Type: image/png\r\n\r\nnot a part\r\n--b--\r\n";
        var structure = $"((\"text\" \"plain\" (\"charset\" \"utf-8\") NIL NIL \"7bit\" {text.Length} 1)"
            + "(\"application\" \"pdf\" (\"name\" \"plan.pdf\") NIL NIL \"base64\" 7800000 NIL (\"attachment\" (\"filename\" \"plan.pdf\")))"
            + " \"mixed\" (\"boundary\" \"b\"))";
        const string head = "Subject: Plans\r\nContent-Type: multipart/mixed;\r\n boundary=b\r\nFrom: a@example.test\r\n\r\n";
        using var written = new MemoryStream();
        await using var mail = Mail(async connection =>
        {
            await connection.AnswerAsync("BODYSTRUCTURE", "OK done", $"* 1 FETCH (UID 7 BODYSTRUCTURE {structure})");
            await connection.AnswerAsync("BODY.PEEK[HEADER]", "OK done", $"* 1 FETCH (UID 7 BODY[HEADER]<0> {{{head.Length}}}", head + ")");
            await connection.AnswerAsync("BODY.PEEK[1]", "OK done", $"* 1 FETCH (UID 7 BODY[1]<0> {{{text.Length}}}", text + ")");
        });

        (await OutlineAsync(mail, written)).ShouldBeTrue();

        written.Position = 0;
        var outline = MessageOutline.Read(written).ShouldNotBeNull();
        outline.Parts.Select(part => part.Section).ShouldBe(["1", "2"]);
        outline.Parts[1].DecodedBytes.ShouldBe(5_700_000);
        var message = new MessageRenderer().Render(written, new RenderOptions(false, _ => ""), CancellationToken.None);
        (message.Subject, message.From.Address).ShouldBe(("Plans", "a@example.test"));
        message.PlainText.ShouldContain("not a part");
        var file = message.Attachments.ShouldHaveSingleItem();
        (file.Part, file.FileName, file.ContentType).ShouldBe(((PartPath)1, "plan.pdf", "application/pdf"));
    }

    [Fact]
    public async Task FetchAsync_RangesCannotBeTrusted_SectionsAreFetchedWhole()
    {
        using var content = new MemoryStream();
        await using var mail = Mail(connection => connection.AnswerAsync("BODY.PEEK[2])", "OK done", "* 1 FETCH (UID 7 BODY[2] {5}", "abcde)"), "office365");

        var progress = await ReadAsync(mail, content, octets: 9);

        (progress.Offset, progress.IsComplete).ShouldBe((5, true));
    }

    private static async Task<SectionProgress> ReadAsync(ScriptedMail mail, Stream destination, long octets, long maxBytes = 100_000_000)
    {
        await using var pool = mail.Get<ImapSessionPoolFactory>().Create(mail.Servers, mail);
        var progress = new SectionProgress("2", octets);
        await using var lease = await pool.RentAsync(ImapPurpose.Interactive, default);
        while (!progress.IsComplete)
            await mail.Get<ImapParts>().ReadPieceAsync(lease, "INBOX", 5, 7, progress, destination, maxBytes, default);
        return progress;
    }

    private static async Task<bool> OutlineAsync(ScriptedMail mail, Stream destination)
    {
        await using var pool = mail.Get<ImapSessionPoolFactory>().Create(mail.Servers, mail);
        await using var lease = await pool.RentAsync(ImapPurpose.Interactive, default);
        return await mail.Get<ImapParts>().OutlineAsync(lease, "INBOX", 5, 7, destination, default);
    }

    private static async Task<MailFault> FaultAsync(Func<Task> work) => (await Should.ThrowAsync<MailFaultException>(work)).Fault;

    private static ScriptedMail Mail(Func<ScriptedConnection, Task> script, string providerId = "") => new(
        async connection =>
        {
            await connection.ImapSignInAsync();
            await connection.AnswerAsync("EXAMINE INBOX", "OK [READ-ONLY] done", "* FLAGS (\\Seen)", "* 1 EXISTS", "* 0 RECENT", "* OK [UIDVALIDITY 5] .", "* OK [UIDNEXT 8] .");
            await script(connection);
            await connection.WaitUntilGoneAsync();
        },
        providerId: providerId);

    /// <summary>Counts what comes, and says when so much of it is there.</summary>
    private sealed class CountingDestination(long wanted) : MemoryStream
    {
        private readonly TaskCompletionSource _reached = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Reached => _reached.Task.WaitAsync(TimeSpan.FromSeconds(30));

        public long Count { get; private set; }

        public override void Write(ReadOnlySpan<byte> buffer)
        {
            Count += buffer.Length;
            if (Count >= wanted)
                _reached.TrySetResult();
        }

        public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));
    }
}
