using Webmail.Mail.Compose;
using Webmail.Mail.Render.Text;

namespace Webmail.UnitTests.Mail.Compose;

public sealed class OutgoingTextTests
{
    [Theory]
    [InlineData("From here", " From here\r\n")]
    [InlineData("  indented", "   indented\r\n")]
    [InlineData("> quoted", "> quoted\r\n")]
    [InlineData("> > twice", ">> twice\r\n")]
    [InlineData(">", ">\r\n")]
    [InlineData("trailing   \nspace", "trailing\r\nspace\r\n")]
    [InlineData("-- \nAnna", "-- \r\nAnna\r\n")]
    [InlineData("a\r\nb\rc\n", "a\r\nb\r\nc\r\n")]
    [InlineData("bell\u0007 nul\0", "bell nul\r\n")]
    [InlineData("", "\r\n")]
    public void Flow_Line_IsWrittenAsRfc3676Says(string typed, string expected) => OutgoingText.Flow(typed).ShouldBe(expected);

    [Fact]
    public void Flow_LongParagraph_IsReadBackAsOne()
    {
        var paragraph = string.Join(' ', Enumerable.Range(0, 60).Select(i => $"word{i}"));
        var text = OutgoingText.Flow($"{paragraph}\n> {paragraph}\n\nhttps://example.org/{new string('x', 200)}");

        text.Split("\r\n").Where(line => !line.StartsWith("https", StringComparison.Ordinal)).ShouldAllBe(line => line.Length <= 78);
        TextLine.Read(text, flowed: true, delSp: false).Take(4).Select(line => line.ToString())
            .ShouldBe([paragraph, $"> {paragraph}", "", $"https://example.org/{new string('x', 200)}"]);
    }
}
