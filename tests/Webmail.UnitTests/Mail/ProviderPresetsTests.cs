using Webmail.Mail.Discovery;
using Webmail.Model;

namespace Webmail.UnitTests.Mail;

public sealed class ProviderPresetsTests
{
    private static readonly ProviderFile Data = ProviderFile.Read();

    [Fact]
    public void Data_Domains_AreUniqueAndNormal()
    {
        var domains = Data.Providers.SelectMany(provider => provider.Domains).SelectMany(entry => entry.Names).ToList();

        domains.ShouldBeUnique();
        domains.Select(domain => domain.TrimStart('*').TrimStart('.')).ShouldAllBe(domain => domain == MailDomain.Normalize(domain));
    }

    [Fact]
    public void Data_MailExchangers_AreUnique() =>
        Data.Providers.SelectMany(provider => provider.Mx ?? []).SelectMany(entry => entry.Names).ShouldBeUnique();

    [Fact]
    public void Data_Servers_AlwaysUnderTls() =>
        new ProviderPresets([]).All.SelectMany(preset => new[] { preset.Imap, preset.Pop3, preset.Smtp })
            .ShouldAllBe(endpoint => endpoint == null || (endpoint.Security != ConnectionSecurity.None && !endpoint.AllowPrivate && endpoint.Port > 0));

    [Theory]
    [InlineData("anna@gmail.com", "gmail", ProviderAuthentication.AppPassword, true)]
    [InlineData("anna@hotmail.co.uk", "outlook", ProviderAuthentication.OAuthOnly, true)]
    [InlineData("anna@firm.onmicrosoft.com", "office365", ProviderAuthentication.OAuthOnly, true)]
    [InlineData("anna@ya.ru", "yandex", ProviderAuthentication.AppPassword, false)]
    [InlineData("Anna@Internet.RU", "mailru", ProviderAuthentication.AppPassword, false)]
    [InlineData("anna@bk.ru", "mailru", ProviderAuthentication.AppPassword, false)]
    [InlineData("anna@lenta.ru", "rambler", ProviderAuthentication.Password, false)]
    [InlineData("anna@ymail.com", "yahoo", ProviderAuthentication.AppPassword, false)]
    [InlineData("anna@zoho.eu", "zoho-eu", ProviderAuthentication.AppPassword, false)]
    [InlineData("anna@126.com", "netease-126", ProviderAuthentication.AppPassword, false)]
    public void Find_BuiltIn_ByDomain(string address, string id, ProviderAuthentication authentication, bool savesSentMail)
    {
        var preset = new ProviderPresets([]).Find(address).ShouldNotBeNull();

        (preset.Id, preset.Authentication, preset.SavesSentMail).ShouldBe((id, authentication, savesSentMail));
    }

    [Theory]
    [InlineData("mx.yandex.net", "yandex")]
    [InlineData("ASPMX.L.Google.com.", "gmail")]
    [InlineData("firm-de.mail.protection.outlook.com", "office365")]
    [InlineData("firm.olc.protection.outlook.com", "outlook")]
    [InlineData("mx.zoho.eu", "zoho-pro-eu")]
    [InlineData("www123.your-server.de", "hetzner")]
    [InlineData("notgoogle.com", null)]
    [InlineData("mx.firm.test", null)]
    public void FindByExchanger_HostedDomain_ByTheEndOfItsName(string exchanger, string? id) => (new ProviderPresets([]).FindByExchanger(exchanger)?.Id).ShouldBe(id);

    [Theory]
    [InlineData("tuta.io", "Tuta")]
    [InlineData("mailsec.protonmail.ch", "Proton Mail")]
    [InlineData("gmail.com", null)]
    public void FindUnreachable_NoImap_SaysWhose(string name, string? provider) => (new ProviderPresets([]).FindUnreachable(name)?.Name).ShouldBe(provider);

    [Fact]
    public void HelpUri_AppPasswordBeforeTheRest() =>
        new ProviderPresets([]).FindById("yandex").ShouldNotBeNull().HelpUri.ShouldBe(new Uri("https://id.yandex.ru"));

    [Theory]
    [InlineData("anna@example.org")]
    [InlineData("anna")]
    [InlineData("@gmail.com")]
    [InlineData("anna@")]
    [InlineData("anna@onmicrosoft.com")]
    public void Find_UnknownOrNoAddress_Null(string address) => new ProviderPresets([]).Find(address).ShouldBeNull();

    [Fact]
    public void Find_ConfiguredSharesADomain_TakesThatDomainOnly()
    {
        var presets = new ProviderPresets([Configured("Firm", "почта.рф", "googlemail.com")]);

        presets.Find("a@googlemail.com")?.BuiltIn.ShouldBe(false);
        presets.Find("a@ПОЧТА.рф")?.Name.ShouldBe("Firm");
        presets.Find("a@gmail.com")?.BuiltIn.ShouldBe(true);
        presets.FindById("configured:Firm").ShouldBe(presets.All[0]);
    }

    [Fact]
    public void Constructor_TwoConfiguredForOneDomain_Throws() =>
        Should.Throw<ArgumentException>(() => new ProviderPresets([Configured("One", "firm.test"), Configured("Two", "FIRM.test")]));

    [Fact]
    public void ServersFor_LocalPartLoginAndNoSmtp_AsConfigured()
    {
        var presets = new ProviderPresets([Configured("Firm", "firm.test")]);

        var servers = ProviderPresets.ServersFor(presets.All[0], " anna@firm.test ");

        (servers.ImapUserName, servers.SmtpUserName, servers.MaxConnections).ShouldBe(("anna", "anna@firm.test", 2));
        servers.Smtp.Host.ShouldEndWith(".invalid");
    }

    private static ConfiguredProvider Configured(string name, params IReadOnlyList<string> domains) =>
        new(name, domains, new ServerEndpoint("mail.firm.test", 993, ConnectionSecurity.Tls, AllowPrivate: true), LoginForm.LocalPart, null, LoginForm.Address, SavesSentMail: false, null);
}
