using System.Globalization;
using Webmail.Mail.Compose;
using Webmail.Mail.Render;
using Webmail.Model;

namespace Webmail.UnitTests.Mail.Compose;

public sealed class ReplyBuilderTests
{
    private static readonly ReplyTexts Texts = new(
        "On {0}, {1} wrote:", "---------- Forwarded message ----------", "From", "Date", "Subject", "To", "Cc", CultureInfo.InvariantCulture, TimeZoneInfo.Utc);

    private static readonly string[] Me = ["me@example.org", "me@second.example"];

    private static readonly RenderedMessage Original = new(
        new MailPerson("Anna", "anna@example.net"),
        [new MailPerson("", "ME@example.org"), new MailPerson("Boris", "boris@example.net")],
        [new MailPerson("", "me@second.example"), new MailPerson("Vera", "vera@example.net"), new MailPerson("", "Anna@example.net")],
        [],
        "Plan",
        new DateTimeOffset(2026, 3, 3, 10, 15, 0, TimeSpan.FromHours(3)),
        "orig@example.net",
        ["root@example.net"],
        BodyFormat.Text,
        "",
        0,
        [],
        "First line\n\n> quoted\nLast line\n-- \nAnna\nExample Ltd",
        false,
        null);

    [Fact]
    public void Build_Reply_GoesToTheAuthor()
    {
        var seed = Build(DraftKind.Reply, Original);

        seed.To.ShouldBe("Anna <anna@example.net>");
        seed.Cc.ShouldBe("");
        seed.Subject.ShouldBe("Re: Plan");
        seed.InReplyTo.ShouldBe("orig@example.net");
        seed.References.ShouldBe(["root@example.net"]);
    }

    [Fact]
    public void Build_Reply_QuotesWithoutTheSignature() =>
        Build(DraftKind.Reply, Original).Text.ShouldBe("\n\nOn Tuesday, 03 March 2026 07:15, Anna wrote:\n> First line\n>\n>> quoted\n> Last line\n");

    [Fact]
    public void Build_ReplyWithReplyTo_GoesThere() =>
        Build(DraftKind.Reply, Original with { ReplyTo = [new MailPerson("List", "list@example.net")] }).To.ShouldBe("List <list@example.net>");

    [Fact]
    public void Build_ReplyAll_LeavesMeOutAndNamesEachOnce()
    {
        var seed = Build(DraftKind.ReplyAll, Original);

        seed.To.ShouldBe("Anna <anna@example.net>");
        seed.Cc.ShouldBe("Boris <boris@example.net>, Vera <vera@example.net>");
    }

    [Fact]
    public void Build_ReplyToMyOwn_GoesToItsRecipients()
    {
        var mine = Original with { From = new MailPerson("Me", "me@example.org"), To = [new MailPerson("Boris", "boris@example.net")] };

        Build(DraftKind.Reply, mine).To.ShouldBe("Boris <boris@example.net>");
        Build(DraftKind.ReplyAll, mine).Cc.ShouldBe("Vera <vera@example.net>, Anna@example.net");
    }

    [Fact]
    public void Build_ReplyToANoteToMyself_GoesToMe()
    {
        var note = Original with { From = new MailPerson("Me", "me@example.org"), To = [new MailPerson("Me", "me@example.org")], Cc = [] };

        Build(DraftKind.Reply, note).To.ShouldBe("Me <me@example.org>");
    }

    [Fact]
    public void Build_Forward_HasAHeaderBlockAndNoRecipients()
    {
        var seed = Build(DraftKind.Forward, Original);

        seed.To.ShouldBe("");
        seed.InReplyTo.ShouldBe("");
        seed.Subject.ShouldBe("Fwd: Plan");
        seed.Text.ShouldStartWith("\n\n---------- Forwarded message ----------\nFrom: Anna <anna@example.net>\nDate: Tuesday, 03 March 2026 07:15\nSubject: Plan\nTo: ME@example.org, Boris <boris@example.net>\nCc: ");
        seed.Text.ShouldEndWith("Last line\n-- \nAnna\nExample Ltd\n");
    }

    [Fact]
    public void Build_AttributionWithHostileName_StaysOneLine() =>
        Build(DraftKind.Reply, Original with { From = new MailPerson("{0}\n> evil {1}", "a@b.cc") }).Text.Split('\n')[2].ShouldBe("On Tuesday, 03 March 2026 07:15, {0} > evil {1} wrote:");

    [Fact]
    public void Build_OfANewMessage_IsABug() => Should.Throw<ArgumentOutOfRangeException>(() => Build(DraftKind.New, Original));

    [Theory]
    [InlineData("Plan", "Re: Plan", "Fwd: Plan")]
    [InlineData("RE: Plan", "Re: Plan", "Fwd: RE: Plan")]
    [InlineData("Re[2]: re : Re(3): Plan", "Re: Plan", "Fwd: Re[2]: re : Re(3): Plan")]
    [InlineData("Ответ: Отв: План", "Re: План", "Fwd: Ответ: Отв: План")]
    [InlineData("Fwd: FW: Plan", "Re: Fwd: FW: Plan", "Fwd: Plan")]
    [InlineData("Пересл: План", "Re: Пересл: План", "Fwd: План")]
    [InlineData("AW: Plan", "Re: Plan", "Fwd: AW: Plan")]
    [InlineData("Regarding: Plan", "Re: Regarding: Plan", "Fwd: Regarding: Plan")]
    [InlineData("Re: ", "Re: ", "Fwd: Re:")]
    [InlineData("", "Re: ", "Fwd: ")]
    public void Build_Subject_IsPrefixedOnce(string subject, string reply, string forward)
    {
        Build(DraftKind.Reply, Original with { Subject = subject }).Subject.ShouldBe(reply);
        Build(DraftKind.Forward, Original with { Subject = subject }).Subject.ShouldBe(forward);
    }

    private static ReplySeed Build(DraftKind kind, RenderedMessage original) => ReplyBuilder.Build(kind, original, Me, Texts);
}
