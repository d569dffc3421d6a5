using Webmail.Model;

namespace Webmail.UnitTests.Search;

public sealed class SearchParserTests
{
    private static readonly DateOnly Today = new(2026, 3, 15);

    [Fact]
    public void Parse_WordsAndPhrase_AllWanted()
    {
        Terms("договор \"график платежей\" акт ").ShouldBe(
        [
            Word("договор"), Word("график платежей"), Word("акт"),
        ]);
    }

    [Theory]
    [InlineData("акт пр", true)]
    [InlineData("акт п", false)]
    [InlineData("акт при ", false)]
    [InlineData("\"акт при\"", false)]
    [InlineData("from:an", true)]
    public void Parse_LastWord_IsAPrefixWhileItIsTyped(string text, bool isPrefix) =>
        ((SearchCondition.Words)Terms(text)[^1]).IsPrefix.ShouldBe(isPrefix);

    [Theory]
    [InlineData("from:anna@x.org ", SearchField.From, "anna@x.org")]
    [InlineData("от:\"Анна Лебедева\"", SearchField.From, "Анна Лебедева")]
    [InlineData("TO:bob ", SearchField.To, "bob")]
    [InlineData("кому:bob ", SearchField.To, "bob")]
    [InlineData("тема:«счёт на оплату»", SearchField.Subject, "счёт на оплату")]
    [InlineData("subject:x ", SearchField.Subject, "x")]
    public void Parse_OperatorOfWords_NamesTheField(string text, SearchField field, string words) =>
        Terms(text).ShouldBe([new SearchCondition.Words(field, words, false, false)]);

    [Fact]
    public void Parse_FactsInBothLanguages()
    {
        Terms("has:attachment is:unread in:sent larger:5M smaller:100k before:2026-02-01 after:01.12.2025").ShouldBe(
        [
            new SearchCondition.Attachment(false), new SearchCondition.Flag(MailFlags.Seen, false, false), new SearchCondition.In("sent", false),
            new SearchCondition.Larger(5 * 1024 * 1024, false), new SearchCondition.Smaller(100 * 1024, false),
            new SearchCondition.Before(new DateOnly(2026, 2, 1), false), new SearchCondition.After(new DateOnly(2025, 12, 1), false),
        ]);
        Terms("есть:вложение это:прочитано в:входящие больше:5МБ меньше:100к до:2026-02-01 после:1.12.2025").ShouldBe(
        [
            new SearchCondition.Attachment(false), new SearchCondition.Flag(MailFlags.Seen, true, false), new SearchCondition.In("входящие", false),
            new SearchCondition.Larger(5 * 1024 * 1024, false), new SearchCondition.Smaller(100 * 1024, false),
            new SearchCondition.Before(new DateOnly(2026, 2, 1), false), new SearchCondition.After(new DateOnly(2025, 12, 1), false),
        ]);
    }

    [Theory]
    [InlineData("after:7d", 7)]
    [InlineData("after:2w", 14)]
    [InlineData("после:1м", 30)]
    [InlineData("newer:1y", 365)]
    public void Parse_Age_CountsBackFromToday(string text, int days) =>
        Terms(text).ShouldBe([new SearchCondition.After(Today.AddDays(-days), false)]);

    [Fact]
    public void Parse_Minus_Negates()
    {
        Terms("-спам -from:bob -is:read a-b").ShouldBe(
        [
            Word("спам") with { IsNegated = true }, new SearchCondition.Words(SearchField.From, "bob", false, true),
            new SearchCondition.Flag(MailFlags.Seen, true, true), Word("a-b") with { IsPrefix = true },
        ]);
    }

    [Theory]
    [InlineData("from:", SearchProblemKind.NoValue)]
    [InlineData("before:yesterday", SearchProblemKind.NotADate)]
    [InlineData("after:2026-02-30", SearchProblemKind.NotADate)]
    [InlineData("after:99999999999d", SearchProblemKind.NotADate)]
    [InlineData("larger:huge", SearchProblemKind.NotASize)]
    [InlineData("larger:99999999999999999999M", SearchProblemKind.NotASize)]
    [InlineData("is:blue", SearchProblemKind.NotKnown)]
    public void Parse_NotUnderstood_IsReportedAndLeftOut(string part, SearchProblemKind problem)
    {
        var query = SearchParser.Parse("word " + part, Today);

        query.Terms.ShouldBe([Word("word")]);
        query.Problems.ShouldBe([new SearchProblem(problem, part)]);
    }

    [Fact]
    public void Parse_TooMuch_IsBounded()
    {
        var query = SearchParser.Parse(string.Join(' ', Enumerable.Repeat("слово", 10_000)), Today);

        query.Terms.Count.ShouldBe(SearchParser.MaxTerms);
        query.Problems.ShouldContain(problem => problem.Kind == SearchProblemKind.TooLong);
    }

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("- -- \" \"\" : :: -: «")]
    [InlineData("()[]*&|!'")]
    [InlineData(null)]
    public void Parse_NothingToLookFor_IsEmpty(string? text) => SearchParser.Parse(text, Today).IsEmpty.ShouldBeTrue();

    [Fact]
    public void Parse_AnyText_NeverThrows()
    {
        var random = new Random(7);
        const string Alphabet = "ab ё\"«»:-.\ud83d\ude00\u0306\0'*()from:in:before:7d";
        for (var round = 0; round < 5_000; round++)
        {
            var text = new string([.. Enumerable.Range(0, random.Next(40)).Select(_ => Alphabet[random.Next(Alphabet.Length)])]);
            Should.NotThrow(() => SearchParser.Parse(text, Today), text);
        }
    }

    [Fact]
    public void Parse_UnknownOperator_IsAWord() => Terms("http://example.org re:hello ").Count.ShouldBe(2);

    private static SearchCondition.Words Word(string text) => new(SearchField.Any, text, false, false);

    private static IReadOnlyList<SearchCondition> Terms(string text) => SearchParser.Parse(text, Today).Terms;
}
