using Bunit;
using Webmail.Model;
using Webmail.Web.Components.Mail;

namespace Webmail.ComponentTests.Mail;

/// <summary>Where the strip over a list leads whose mailbox cannot be opened any more.</summary>
public sealed class AccountStripTests : IDisposable
{
    private readonly MailContext _page = new();

    public void Dispose() => _page.Dispose();

    [Fact]
    public void NeedsSignIn_WithAConsent_LeadsToTheProvider()
    {
        var strip = Strip(new MailFault(MailFaultKind.Authentication, OAuthTokens.EndedWords), OAuthProviders.Microsoft);

        strip.Find("a").GetAttribute("href").ShouldBe("/oauth/microsoft/again?account=7");
        strip.Markup.ShouldNotContain(OAuthTokens.EndedWords);
    }

    [Fact]
    public void NeedsSignIn_WithAPassword_LeadsToTheForm()
    {
        var strip = Strip(new MailFault(MailFaultKind.Authentication, "Authentication failed"), "");

        strip.Find("a").GetAttribute("href").ShouldBe("/settings/accounts/add?address=anna%40example.com");
        strip.Markup.ShouldContain("Authentication failed");
    }

    private IRenderedComponent<AccountStrip> Strip(MailFault fault, string provider) => _page.Render<AccountStrip>(parameters => parameters
        .Add(p => p.Now, DateTimeOffset.UnixEpoch)
        .Add(p => p.Accounts, [new AccountView(new AccountId(7), "anna@example.com", null, true, 1, AccountState.NeedsSignIn, fault, null, []) { OAuthProvider = provider }]));
}
