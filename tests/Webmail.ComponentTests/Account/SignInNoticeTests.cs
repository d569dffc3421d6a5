using System.Globalization;
using Bunit;
using Microsoft.Extensions.DependencyInjection;
using Webmail.Engine;
using Webmail.Model;
using Webmail.Web.Components.Account;
using Webmail.Web.Localization;

namespace Webmail.ComponentTests.Account;

public sealed class SignInNoticeTests : BunitContext
{
    public SignInNoticeTests() => Services.AddLogging().AddWebmailTexts();

    public static TheoryData<SignInFailure, string> Failures =>
        [.. Enum.GetValues<SignInFailure>().SelectMany(failure => new[] { (failure, "en"), (failure, "ru") })];

    [Theory]
    [MemberData(nameof(Failures))]
    public void Notice_AnyFailure_SaysWhatAndWhatToDo(SignInFailure code, string language)
    {
        CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(language);

        var notice = Notice(new SignInResult.Failed(code));

        notice.Find("[role=alert] .notice-title").TextContent.ShouldNotStartWith("SignIn_");
        notice.Find("[role=alert] p").TextContent.ShouldNotStartWith("SignIn_");
        notice.Find("[role=alert] p").TextContent.ShouldNotContain("{0}");
    }

    [Fact]
    public void Notice_AppPassword_LinksToTheProvider()
    {
        var notice = Notice(new SignInResult.Failed(SignInFailure.AppPasswordNeeded, null, "Yandex", new Uri("https://id.yandex.ru/security/app-passwords")));

        notice.Find("a").GetAttribute("href").ShouldBe("https://id.yandex.ru/security/app-passwords");
        notice.Find("p").TextContent.ShouldContain("Yandex");
    }

    [Fact]
    public void Notice_Certificate_QuotesTheReason()
    {
        CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo("en");

        var notice = Notice(new SignInResult.Failed(SignInFailure.CertificateProblem, new MailFault(MailFaultKind.Certificate, "expired on 1 May")));

        notice.Markup.ShouldContain("expired on 1 May");
    }

    private IRenderedComponent<SignInNotice> Notice(SignInResult.Failed failure) =>
        Render<SignInNotice>(parameters => parameters.Add(p => p.Failure, failure).Add(p => p.Domain, "example.com"));
}
