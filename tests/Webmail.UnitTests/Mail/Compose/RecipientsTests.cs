using Webmail.Mail.Compose;
using Webmail.Model;

namespace Webmail.UnitTests.Mail.Compose;

public sealed class RecipientsTests
{
    [Theory]
    [InlineData("anna@example.org", "", "anna@example.org")]
    [InlineData("  Anna Petrova <anna@example.org>  ", "Anna Petrova", "anna@example.org")]
    [InlineData("Анна Петрова <anna@example.org>", "Анна Петрова", "anna@example.org")]
    [InlineData("\"Petrova, Anna\" <anna@example.org>", "Petrova, Anna", "anna@example.org")]
    [InlineData("\"A \\\"B\\\" C\" <anna@example.org>", "A \"B\" C", "anna@example.org")]
    [InlineData("<anna@example.org>", "", "anna@example.org")]
    [InlineData("anna@Пример.РФ", "", "anna@xn--e1afmkfd.xn--p1ai")]
    [InlineData("anna@EXAMPLE.org.", "", "anna@example.org")]
    [InlineData("Anna.O'Neil+tag@example.org", "", "Anna.O'Neil+tag@example.org")]
    public void Parse_OneRecipient_IsRead(string typed, string name, string address)
    {
        var parsed = Recipients.Parse(typed);

        parsed.Invalid.ShouldBeEmpty();
        parsed.People.ShouldHaveSingleItem().ShouldBe(new MailPerson(name, address));
    }

    [Fact]
    public void Parse_Several_AreSeparatedByAnySeparator() =>
        Recipients.Parse("a@example.org, B <b@example.org>; c@example.org\nd@example.org\r\n,;e@example.org;").People.Select(person => person.Address)
            .ShouldBe(["a@example.org", "b@example.org", "c@example.org", "d@example.org", "e@example.org"]);

    [Theory]
    [InlineData("anna")]
    [InlineData("anna@")]
    [InlineData("@example.org")]
    [InlineData("anna@exa mple.org")]
    [InlineData("an na@example.org")]
    [InlineData("анна@example.org")]
    [InlineData("anna@example..org")]
    [InlineData(".anna@example.org")]
    [InlineData("anna@-example.org")]
    [InlineData("Anna <anna@example.org> junk")]
    [InlineData("Anna <anna@example.org")]
    [InlineData("an\0na@example.org")]
    public void Parse_NoAddress_IsReported(string typed)
    {
        var parsed = Recipients.Parse(typed);

        parsed.People.ShouldBeEmpty();
        parsed.Invalid.ShouldHaveSingleItem().ShouldNotBeEmpty();
    }

    [Fact]
    public void Parse_QuoteNeverClosed_StillSeparates() =>
        Recipients.Parse("\"Anna <a@example.org>, b@example.org").People.Select(person => person.Address).ShouldBe(["a@example.org", "b@example.org"]);

    [Theory]
    [InlineData("", "a@example.org", "a@example.org")]
    [InlineData("A@example.org", "a@example.org", "a@example.org")]
    [InlineData("Anna", "a@example.org", "Anna <a@example.org>")]
    [InlineData("Petrova, \"Anna\"", "a@example.org", "\"Petrova, \\\"Anna\\\"\" <a@example.org>")]
    [InlineData("Anna\r\nBcc: x@evil.example", "a@example.org", "\"Anna Bcc: x@evil.example\" <a@example.org>")]
    public void Format_Person_IsReadBack(string name, string address, string text)
    {
        Recipients.Format(new MailPerson(name, address)).ShouldBe(text);
        Recipients.Parse(text).People.ShouldHaveSingleItem().Address.ShouldBe(address);
    }
}
