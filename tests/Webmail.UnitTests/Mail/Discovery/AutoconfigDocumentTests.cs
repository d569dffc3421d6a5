using System.Text;
using Webmail.Mail.Discovery;
using Webmail.Model;

namespace Webmail.UnitTests.Mail.Discovery;

public sealed class AutoconfigDocumentTests
{
    internal const string Imap = "<incomingServer type=\"imap\"><hostname>imap.%EMAILDOMAIN%</hostname><port>993</port><socketType>SSL</socketType><username>%EMAILLOCALPART%</username><authentication>password-cleartext</authentication></incomingServer>";
    internal const string Smtp = "<outgoingServer type=\"smtp\"><hostname>smtp.firm.test</hostname><port>587</port><socketType>STARTTLS</socketType><username>%EMAILADDRESS%</username><authentication>OAuth2</authentication><authentication>password-cleartext</authentication></outgoingServer>";

    [Fact]
    public void Parse_Document_FillsPlaceholders()
    {
        var document = Parse(Document(Imap, Smtp)).ShouldNotBeNull();

        document.Name.ShouldBe("Firm");
        document.Imap.ShouldBe(new AutoconfigServer(new ServerEndpoint("imap.firm.test", 993, ConnectionSecurity.Tls), "anna"));
        document.Smtp.ShouldBe(new AutoconfigServer(new ServerEndpoint("smtp.firm.test", 587, ConnectionSecurity.StartTls), "anna@firm.test"));
        document.Pop3.ShouldBeNull();
    }

    [Fact]
    public void Parse_SeveralServers_FirstFitOne() =>
        Parse(Document(Imap.Replace("SSL", "plain", StringComparison.Ordinal), Imap.Replace("993", "1993", StringComparison.Ordinal), Imap, Smtp))
            .ShouldNotBeNull().Imap.Endpoint.Port.ShouldBe(1993);

    [Theory]
    [InlineData("<socketType>SSL</socketType>", "<socketType>plain</socketType>")]
    [InlineData("<port>993</port>", "<port>0</port>")]
    [InlineData("<port>993</port>", "<port>993 </port><x/><port>1</port>", true)]
    [InlineData("<port>993</port>", "<port>-1</port>")]
    [InlineData("imap.%EMAILDOMAIN%", "localhost")]
    [InlineData("imap.%EMAILDOMAIN%", "imap firm test")]
    [InlineData("password-cleartext", "TLS-client-cert")]
    [InlineData("type=\"imap\"", "type=\"ews\"")]
    [InlineData("clientConfig", "html")]
    [InlineData("</clientConfig>", "")]
    [InlineData("<clientConfig", "<!DOCTYPE a [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><clientConfig")]
    public void Parse_NothingFitForUse_Null(string written, string changed, bool isFit = false) =>
        (Parse(Document(Imap, Smtp).Replace(written, changed, StringComparison.Ordinal)) is not null).ShouldBe(isFit);

    [Fact]
    public void Parse_MillionElements_IsBounded() =>
        Parse("<clientConfig>" + string.Concat(Enumerable.Repeat("<a>", 200_000))).ShouldBeNull();

    internal static string Document(params IReadOnlyList<string> servers) =>
        $"<?xml version=\"1.0\"?><clientConfig version=\"1.1\"><emailProvider id=\"firm.test\"><displayShortName>Firm</displayShortName><unknown/>{string.Concat(servers)}</emailProvider></clientConfig>";

    private static AutoconfigDocument? Parse(string document) => AutoconfigDocument.Parse(Encoding.UTF8.GetBytes(document), "anna@firm.test");
}
