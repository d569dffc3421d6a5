using System.Text;
using Webmail.Mail.Sasl;
using Webmail.Model;

namespace Webmail.UnitTests.Mail;

public sealed class SaslChoiceTests
{
    private static readonly MailCredential Token = new(CredentialKind.AccessToken, "token");
    private static readonly MailCredential Password = new(CredentialKind.Password, "password");

    [Theory]
    [InlineData("PLAIN XOAUTH2 OAUTHBEARER", "XOAUTH2")]
    [InlineData("PLAIN OAUTHBEARER", "OAUTHBEARER")]
    [InlineData("PLAIN LOGIN", null)]
    public void For_Token_IsPresentedAsTheServerOffers(string offered, string? chosen) =>
        SaslChoice.For(Token, "anna@example.com", Set(offered))?.MechanismName.ShouldBe(chosen);

    [Theory]
    [InlineData("XOAUTH2 PLAIN LOGIN", "PLAIN")]
    [InlineData("XOAUTH2 LOGIN", "LOGIN")]
    [InlineData("XOAUTH2", null)]
    public void For_Password_IsNeverPresentedAsAToken(string offered, string? chosen) =>
        SaslChoice.For(Password, "anna@example.com", Set(offered))?.MechanismName.ShouldBe(chosen);

    [Fact]
    public void For_Token_NamesTheMailbox()
    {
        var mechanism = SaslChoice.For(Token, "anna@example.com", Set("XOAUTH2")).ShouldNotBeNull();

        Encoding.UTF8.GetString(Convert.FromBase64String(mechanism.Challenge(null))).ShouldBe("user=anna@example.com\u0001auth=Bearer token\u0001\u0001");
    }

    [Fact]
    public async Task SignIn_TokenRefused_TriedOnceMoreWithTheNewOne()
    {
        var source = new Renewing(new MailCredential(CredentialKind.AccessToken, "new token"));
        var tried = new List<string>();

        var result = await SecondTry.SignInAsync(source, credential => Answer(credential, tried), CancellationToken.None);

        result.ShouldBe("new token");
        tried.ShouldBe(["token", "new token"]);
    }

    [Fact]
    public async Task SignIn_NoOtherToken_TheRefusalStands()
    {
        var tried = new List<string>();

        await Should.ThrowAsync<MailFaultException>(() => SecondTry.SignInAsync(new Renewing(null), credential => Answer(credential, tried), CancellationToken.None));

        tried.ShouldBe(["token"]);
    }

    private static Task<string> Answer(MailCredential credential, List<string> tried)
    {
        tried.Add(credential.Secret);
        return credential.Secret == "token" ? throw new MailFaultException(new MailFault(MailFaultKind.Authentication, "no")) : Task.FromResult(credential.Secret);
    }

    private static HashSet<string> Set(string names) => [.. names.Split(' ')];

    private sealed class Renewing(MailCredential? other) : Webmail.Mail.ICredentialSource
    {
        public Task<MailCredential> GetAsync(CancellationToken cancellationToken) => Task.FromResult(Token);

        public Task<MailCredential?> RenewAsync(MailCredential refused, CancellationToken cancellationToken) => Task.FromResult(other);
    }
}
