using Webmail.Data;

namespace Webmail.UnitTests.Search;

public sealed class WordReaderTests
{
    [Theory]
    [InlineData("Ёлка ёжика", "елка ежика")]
    [InlineData("Йод й", "йод й")]
    [InlineData("Йод", "йод")]
    [InlineData("Café ÀÉÎÕÜ naïve", "cafe aeiou naive")]
    [InlineData("№ 2026/118: a.lebedeva@x.org", "2026 118 a lebedeva x org")]
    [InlineData("東京 tokyo", "東 京 tokyo")]
    [InlineData("\ud83d\ude00 \ud800 smile", "smile")]
    public void Read_Folds(string text, string words) => string.Join(' ', WordReader.Read(text).Select(word => word.Folded)).ShouldBe(words);

    [Fact]
    public void Read_Places_AreThoseOfTheText()
    {
        const string Text = "Re: «Договора» на café!";

        WordReader.Read(Text).Select(word => Text.Substring(word.Start, word.Length)).ShouldBe(["Re", "Договора", "на", "café"]);
    }

    [Fact]
    public void Read_EndlessWord_IsCut() => WordReader.Read(new string('x', 1_000_000)).Single().Folded.Length.ShouldBeLessThan(100);

    [Theory]
    [InlineData("договор договора договору договором договоре договоры договоров договорам договорами")]
    [InlineData("встреча встречи встречу встречей встреч")]
    [InlineData("оплата оплаты оплату оплатой")]
    [InlineData("конференция конференции конференцию конференций")]
    [InlineData("новый новая новое новые нового новым")]
    [InlineData("подписать подписал подписала подписали")]
    [InlineData("елка елки елку елкой")]
    [InlineData("invoice invoices invoiced invoicing")]
    [InlineData("meeting meetings")]
    [InlineData("plan plans planned planning")]
    [InlineData("company companies")]
    [InlineData("order orders ordered ordering")]
    public void Stem_FormsOfAWord_HaveOne(string forms) => forms.Split(' ').Select(Stemmer.Stem).Distinct().ShouldHaveSingleItem();

    [Theory]
    [InlineData("вода вод завод")]
    [InlineData("business bus")]
    [InlineData("status state")]
    [InlineData("ring red bed")]
    public void Stem_OtherWords_StayApart(string words) =>
        Stemmer.Stem(words.Split(' ')[0]).ShouldNotBe(Stemmer.Stem(words.Split(' ')[^1]));

    [Theory]
    [InlineData("а")]
    [InlineData("в")]
    [InlineData("ся")]
    [InlineData("ing")]
    [InlineData("вв")]
    [InlineData("ии")]
    [InlineData("")]
    public void Stem_ShortWords_StaySomething(string word) => Should.NotThrow(() => Stemmer.Stem(word)).Length.ShouldBe(word.Length == 0 ? 0 : Math.Max(1, Stemmer.Stem(word).Length));
}
