using Microsoft.Extensions.Configuration;
using Webmail.Model;
using Webmail.TestKit;
using Webmail.Web.Hosting;

namespace Webmail.UnitTests.Web;

public sealed class WebmailOptionsTests
{
    [Fact]
    public void Example_Bound_IsValidAndComplete()
    {
        var options = Example(strict: true);

        new WebmailOptionsValidator().Validate(null, options).Failures.ShouldBeNull();
        options.Outbox.UndoSeconds.ShouldBe(10);
        options.SignIn.Mailbox.ShouldBeTrue();
        var provider = options.Providers.ShouldHaveSingleItem().ToProvider();
        provider.Domains.ShouldBe(["example.com"]);
        provider.Imap.ShouldBe(new ServerEndpoint("mail.example.com", 993, ConnectionSecurity.Tls, AllowPrivate: true));
        provider.Smtp.ShouldBe(new ServerEndpoint("mail.example.com", 587, ConnectionSecurity.StartTls, AllowPrivate: true));
    }

    [Theory]
    [InlineData("Outbox:UndoSeconds", "31")]
    [InlineData("Database:Provider", "Oracle")]
    [InlineData("Cluster:Mode", "Postgres")]
    [InlineData("Providers:0:Imap:Host", "")]
    [InlineData("Providers:0:Imap:Port", "70000")]
    [InlineData("Providers:0:MaxConnections", "9")]
    [InlineData("Network:TrustedCertificates", "/no/such/file.pem")]
    public void Option_OutOfBounds_IsNamed(string key, string value)
    {
        var options = Example(strict: false, (key, value));

        var result = new WebmailOptionsValidator().Validate(null, options);

        result.Failed.ShouldBeTrue();
        result.Failures.ShouldHaveSingleItem().ShouldContain(key.Split(':')[^1]);
    }

    [Fact]
    public void Postgres_WithoutConnectionString_AsksForIt() =>
        new WebmailOptionsValidator().Validate(null, Example(strict: false, ("Database:Provider", "Postgres")))
            .Failures.ShouldHaveSingleItem().ShouldContain("Webmail:Database:ConnectionString");

    [Theory]
    [InlineData(ConnectionSecurity.Tls, 993)]
    [InlineData(ConnectionSecurity.StartTls, 143)]
    public void Port_NotSaid_IsTheCustomaryOne(ConnectionSecurity security, int port) =>
        new ProviderOptions { Name = "P", Domains = ["p.example"], Imap = new ServerOptions { Host = "imap.p.example", Security = security } }
            .ToProvider().Imap.Port.ShouldBe(port);

    private static WebmailOptions Example(bool strict, params (string Key, string Value)[] changes) =>
        new ConfigurationBuilder()
            .AddJsonFile(Path.Combine(Repository.Root, "appsettings.example.json"))
            .AddInMemoryCollection(changes.Select(change => KeyValuePair.Create<string, string?>($"Webmail:{change.Key}", change.Value)))
            .Build()
            .GetSection(WebmailOptions.Section)
            .Get<WebmailOptions>(binder => binder.ErrorOnUnknownConfiguration = strict)
            .ShouldNotBeNull();
}
