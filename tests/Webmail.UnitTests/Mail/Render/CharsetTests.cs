using System.Text;
using Webmail.Mail.Render.Text;

namespace Webmail.UnitTests.Mail.Render;

public sealed class CharsetTests
{
    [Theory]
    [InlineData("koi8-r-body-and-headers", "Анна Петрова", "Привет из Москвы", "Здравствуйте, Иван!\nЁлка и щука.")]
    [InlineData("windows-1251-body-and-rfc2047-headers", "Магазин «Ромашка»", "Ваш заказ принят", "Заказ №\n Спасибо!")]
    [InlineData("windows-1251-headers-undeclared-8bit", "Анна Петрова", "Срочный отчёт за квартал", "Текст без заголовков MIME.")]
    [InlineData("koi8-r-headers-undeclared-8bit", "Анна Петрова", "Срочный отчёт", "Текст.")]
    [InlineData("utf-8-headers-undeclared-8bit", "Анна Петрова", "Отчёт без кодировки", "Текст в UTF-8 без объявления.")]
    [InlineData("charset-unknown-name", "Anna Petrova", "unknown charset", "Текст, о кодировке которого солгали.")]
    [InlineData("charset-utf-8-claimed-but-windows-1251", "Anna Petrova", "claimed", "Это вовсе не юникод.")]
    [InlineData("charset-only-in-html-meta", "Anna Petrova", "meta", "Кодировка в разметке")]
    [InlineData("rfc2047-word-split-inside-character", "", "Разрезанное слово", "text")]
    public void Render_Cyrillic_IsReadable(string name, string from, string subject, string text)
    {
        var message = Corpus.Render(name);

        message.From.Name.ShouldBe(from);
        message.Subject.ShouldBe(subject);
        message.PlainText.ShouldBe(text);
    }

    [Theory]
    [InlineData("koi8-r")]
    [InlineData("windows-1251")]
    public void Render_UndeclaredCyrillic_IsGuessedByItsSmallLetters(string charset) =>
        Corpus.Render([.. "From: a@example.org\r\n\r\n"u8, .. Charsets.Find(charset).ShouldNotBeNull().GetBytes("Здравствуйте, Иван! Ёлка и щука.")])
            .PlainText.ShouldBe("Здравствуйте, Иван! Ёлка и щука.");

    [Fact]
    public void Render_ChosenCharset_WinsOverWhatTheMessageSays()
    {
        byte[] raw = [.. "From: a@example.org\r\nSubject: "u8, .. Charsets.Find("koi8-r").ShouldNotBeNull().GetBytes("Отчёт"), .. "\r\nContent-Type: text/plain; charset=windows-1252\r\n\r\n"u8, .. Charsets.Find("koi8-r").ShouldNotBeNull().GetBytes("Привет")];

        Corpus.Render(raw).PlainText.ShouldNotBe("Привет");
        var chosen = Corpus.Render(raw, charset: "koi8-r");
        (chosen.PlainText, chosen.Subject).ShouldBe(("Привет", "Отчёт"));
    }

    [Theory]
    [InlineData("cp1251", 1251)]
    [InlineData("win-1251", 1251)]
    [InlineData("WINDOWS-1251", 1251)]
    [InlineData("\"koi8-r\"", 20866)]
    [InlineData("ibm866", 866)]
    [InlineData("utf8", 65001)]
    [InlineData("iso-2022-jp", 50220)]
    public void Find_NameInUse_KnowsIt(string name, int codePage) => Charsets.Find(name).ShouldNotBeNull().CodePage.ShouldBe(codePage);

    [Theory]
    [InlineData("")]
    [InlineData("x-unknown")]
    [InlineData("utf-7")]
    [InlineData("cp99999999999")]
    [InlineData("a\0b")]
    public void Find_NoCharset_ReturnsNull(string name) => Charsets.Find(name).ShouldBeNull();

    [Fact]
    public void Decode_Utf8CutInsideCharacter_StaysUtf8()
    {
        var bytes = Encoding.UTF8.GetBytes("Привет");

        Charsets.Decode(bytes.AsSpan(0, bytes.Length - 1), "", cut: true).ShouldStartWith("Приве");
    }

    [Fact]
    public void Decode_ByteOrderMark_IsNotText() => Charsets.Decode([0xEF, 0xBB, 0xBF, (byte)'x'], "windows-1251", cut: false).ShouldBe("x");
}
