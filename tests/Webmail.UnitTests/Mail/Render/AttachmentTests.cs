using System.Text;
using Webmail.Mail.Render;
using Webmail.Model;
using Webmail.Web.Endpoints;

namespace Webmail.UnitTests.Mail.Render;

/// <summary>What files are, by their content, and what they may do.</summary>
public sealed class AttachmentTests
{
    [Theory]
    [InlineData("photo.jpg", "image/jpeg", "MZ\u0090", AttachmentRisk.Disguised)]
    [InlineData("setup.exe", "application/octet-stream", "MZ\u0090", AttachmentRisk.Program)]
    [InlineData("setup.exe.", "application/octet-stream", "", AttachmentRisk.Program)]
    [InlineData("invoice.pdf.js", "application/pdf", "var a", AttachmentRisk.Program)]
    [InlineData("invoice.pdf", "application/pdf", "<html><script>", AttachmentRisk.Disguised)]
    [InlineData("invoice.pdf", "application/pdf", "%PDF-1.4", AttachmentRisk.None)]
    [InlineData("plan.docm", "application/octet-stream", "PK\u0003\u0004", AttachmentRisk.Macros)]
    [InlineData("page.html", "text/plain", "hello", AttachmentRisk.Page)]
    [InlineData("picture.svg", "image/png", "<svg>", AttachmentRisk.Page)]
    [InlineData("picture.png", "image/png", "PK\u0003\u0004", AttachmentRisk.Disguised)]
    [InlineData("notes.txt", "text/plain", "hello", AttachmentRisk.None)]
    [InlineData("data.bin", "application/octet-stream", "", AttachmentRisk.None)]
    public void RiskOf_NameAndContent(string name, string claimed, string head, AttachmentRisk risk) =>
        FileContent.RiskOf(name, claimed, FileContent.TypeOf(Encoding.Latin1.GetBytes(head))).ShouldBe(risk);

    [Fact]
    public void Render_AttachmentThatIsSomethingElse_IsToldByItsContent()
    {
        var file = Corpus.Render(Encoding.ASCII.GetBytes(
            "From: a@example.org\r\nContent-Type: multipart/mixed; boundary=o\r\n\r\n--o\r\n\r\ntext\r\n--o\r\nContent-Type: image/png; name=photo.png\r\nContent-Disposition: attachment\r\nContent-Transfer-Encoding: base64\r\n\r\n"
            + Convert.ToBase64String([.. "MZ"u8, .. new byte[4000]]) + "\r\n--o--\r\n")).Attachments.ShouldHaveSingleItem();

        (file.ContentType, file.ActualType, file.Risk).ShouldBe(("image/png", "application/x-executable", AttachmentRisk.Disguised));
    }

    [Theory]
    [InlineData("List-Unsubscribe: <https://l.example/u?1>\nList-Unsubscribe-Post: List-Unsubscribe=One-Click", "https://l.example/u?1", "https://l.example/u?1", null)]
    [InlineData("List-Unsubscribe: <mailto:u@l.example?subject=off>,\n <https://l.example/u>", null, "https://l.example/u", "mailto:u@l.example?subject=off")]
    [InlineData("List-Unsubscribe: <http://l.example/u>\nList-Unsubscribe-Post: List-Unsubscribe=One-Click", null, "http://l.example/u", null)]
    public void Render_Mailing_SaysHowToLeave(string headers, string? oneClick, string? page, string? mail)
    {
        var leaving = Corpus.Render(Corpus.Headers("From: a@l.example\n" + headers)).Unsubscribing.ShouldNotBeNull();

        (leaving.OneClick?.AbsoluteUri, leaving.Page?.AbsoluteUri, leaving.MailTo).ShouldBe((oneClick, page, mail));
    }

    [Theory]
    [InlineData("List-Unsubscribe: <javascript:canary()>")]
    [InlineData("List-Unsubscribe: nothing")]
    [InlineData("Subject: s")]
    public void Render_NoWayToLeave_IsNoMailing(string headers) => Corpus.Render(Corpus.Headers("From: a@l.example\n" + headers)).Unsubscribing.ShouldBeNull();

    [Fact]
    public void Render_ReceiptAsked_IsTold() =>
        Corpus.Render(Corpus.Headers("From: a@example.org\nDisposition-Notification-To: a@example.org")).AsksForReceipt.ShouldBeTrue();

    [Fact]
    public void ZipNames_Twice_AreNumbered() => ZipNames.Of(["a.txt", "A.txt", "b", "a.txt"]).ShouldBe(["a.txt", "A (2).txt", "b", "a (3).txt"]);
}
