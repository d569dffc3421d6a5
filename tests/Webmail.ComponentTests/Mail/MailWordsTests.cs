using Webmail.Model;
using Webmail.Web.Components.Mail;

namespace Webmail.ComponentTests.Mail;

public sealed class MailWordsTests
{
    [Fact]
    public void RowName_UnreadWithEverything_NamesWhatApplies()
    {
        using var context = new MailContext();
        var row = MailContext.Row(1, flags: MailFlags.Flagged | MailFlags.Answered) with { HasAttachments = true };

        context.Words.RowName(row).ShouldBe("unread, Anna Lebedeva, Quarterly report, 11:59, answered, starred, has attachments");
    }

    [Fact]
    public void RowName_Read_NamesSenderSubjectAndDate()
    {
        using var context = new MailContext();

        context.Words.RowName(MailContext.Row(1, flags: MailFlags.Seen)).ShouldBe("Anna Lebedeva, Quarterly report, 11:59");
    }

    [Fact]
    public void RowName_Russian_IsTranslated()
    {
        using var context = new MailContext("ru");
        var row = MailContext.Row(1, subject: "") with { HasAttachments = true, Received = MailContext.Now.AddDays(-1) };

        context.Words.RowName(row).ShouldBe("не прочитано, Anna Lebedeva, (без темы), Вчера, есть вложения");
    }

    [Fact]
    public void RowName_OutgoingDraft_IsNotUnread()
    {
        using var context = new MailContext();
        var row = MailContext.Row(1) with { IsOutgoing = true, Draft = new DraftId(4), From = new MailPerson("Boris <boris@example.test>", "") };

        context.Words.RowName(row).ShouldBe("draft, Boris, Quarterly report, 11:59");
    }

    [Theory]
    [InlineData(0, "12:00")]
    [InlineData(1, "Yesterday")]
    [InlineData(2, "21 Nov")]
    [InlineData(700, "23 Dec 2024")]
    public void When_DaysAgo_GetsCoarser(int days, string expected)
    {
        using var context = new MailContext();

        context.Words.When(MailContext.Now.AddDays(-days)).ShouldBe(expected);
    }

    [Theory]
    [InlineData("en", 500, "500 bytes")]
    [InlineData("en", 49_152, "48 KB")]
    [InlineData("en", 4_823_450, "4.6 MB")]
    [InlineData("ru", 4_823_450, "4,6 МБ")]
    public void Size_Bytes_ReadAsPeopleSayIt(string language, long bytes, string expected)
    {
        using var context = new MailContext(language);

        context.Words.Size(bytes).ShouldBe(expected);
    }

    [Theory]
    [InlineData(1, "1 письмо")]
    [InlineData(3, "3 письма")]
    [InlineData(11, "11 писем")]
    [InlineData(21, "21 письмо")]
    public void Count_Russian_HasTheRightForm(int number, string expected)
    {
        using var context = new MailContext("ru");

        context.Words.Count("MessageCount", number).ShouldBe(expected);
    }

    [Theory]
    [InlineData("Anna Lebedeva", "AL")]
    [InlineData("Yandex", "YA")]
    [InlineData("", "PA")]
    public void Initials_Person_AreTwoLetters(string name, string expected) =>
        MailWords.Initials(new MailPerson(name, "p.a@example.test")).ShouldBe(expected);
}
