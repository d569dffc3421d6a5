using Webmail.Model;

namespace Webmail.UnitTests.Mail.Render;

public sealed class HeaderTests
{
    [Fact]
    public void Render_Addresses_AreDecodedAndGroupsOpened()
    {
        var message = Corpus.Render("addresses-odd");

        message.From.ShouldBe(new MailPerson("Doe, \"Jane\"", "jane@example.org"));
        message.To.ShouldBeEmpty();
        message.Cc.ShouldBe([new MailPerson("", "a@example.net"), new MailPerson("Б", "b@example.net"), new MailPerson("c@evil.example", "c@example.net")]);
        message.ReplyTo.ShouldBe([new MailPerson("", "почта@пример.рф")]);
    }

    [Theory]
    [InlineData("<mailto:list@example.org>", "list@example.org")]
    [InlineData("NO (posting not allowed on this list)", null)]
    [InlineData("<https://example.org/post>, <mailto:list%2Bx@example.org?subject=a>", "list+x@example.org")]
    [InlineData("<mailto:a@b@c>", null)]
    public void Render_ListPost_IsTheAddressOfTheList(string field, string? address) =>
        Corpus.Render(System.Text.Encoding.ASCII.GetBytes($"List-Post: {field}\r\nSubject: x\r\n\r\ntext\r\n")).ListPost.ShouldBe(address);

    [Fact]
    public void Render_DeliveredTo_WhatServersSay() =>
        Corpus.Render("Delivered-To: <anna@example.org>\r\nX-Original-To: anna+shop@example.org\r\nDelivered-To: no address\r\n\r\ntext\r\n"u8.ToArray()).DeliveredTo
            .ShouldBe(["anna+shop@example.org", "anna@example.org"]);

    [Fact]
    public void Render_UnreadableAddress_ShowsItsText()
    {
        var message = Corpus.Render("addresses-unreadable");

        message.From.Name.ShouldContain("Broken");
        message.To.ShouldHaveSingleItem().Name.ShouldBe("just words");
    }

    [Fact]
    public void Render_FieldsTwice_JoinsRecipientsAndTakesTheFirstOfTheRest()
    {
        var message = Corpus.Render("headers-twice");

        message.From.Address.ShouldBe("first@example.org");
        message.Subject.ShouldBe("one");
        message.To.Select(person => person.Address).ShouldBe(["a@example.net", "b@example.net"]);
    }

    [Fact]
    public void Render_DateAndIds_AreRead()
    {
        var message = Corpus.Render("references-300");

        message.Date.ShouldBe(new DateTimeOffset(2026, 3, 3, 10, 15, 0, TimeSpan.FromHours(3)));
        message.MessageIdHeader.ShouldBe("m1@example.org");
        message.References.Count.ShouldBe(200);
        message.References[0].ShouldBe("r0@example.org");
        message.References[^1].ShouldBe("r299@example.org");
    }

    [Theory]
    [InlineData("Subject: a\n\u0009b", "a b")]
    [InlineData("Subject: safe\u202Egpj.exe\u0007 x", "safegpj.exe x")]
    [InlineData("Subject: =?utf-8?Q?line=0D=0ABcc:_x?=", "line Bcc: x")]
    [InlineData("Subject:", "")]
    public void Render_Subject_IsOneCleanLine(string header, string subject) => Corpus.Render(Corpus.Headers("From: a@b.c\n" + header)).Subject.ShouldBe(subject);

    [Fact]
    public void Render_NoFrom_TakesSender() => Corpus.Render(Corpus.Headers("Sender: s@example.org\nSubject: x")).From.Address.ShouldBe("s@example.org");

    [Fact]
    public void Render_DateInNonsense_IsNull() => Corpus.Render(Corpus.Headers("From: a@b.c\nDate: the day after tomorrow")).Date.ShouldBeNull();
}
