using System.Collections.Concurrent;
using Webmail.Mail.Discovery;
using Webmail.Model;
using Webmail.TestKit.Servers;

namespace Webmail.UnitTests.Mail.Discovery;

public sealed class ServerDiscoveryTests
{
    private const string Address = "anna@firm.test";
    private const string OwnFile = "autoconfig.firm.test/mail/config-v1.1.xml";
    private static readonly string Document = AutoconfigDocumentTests.Document(AutoconfigDocumentTests.Imap, AutoconfigDocumentTests.Smtp);

    [Fact]
    public async Task FindAsync_EveryPreset_IsFoundByItsDomainsWithoutAsking()
    {
        await using var lab = await DiscoveryLab.StartAsync();
        var discovery = lab.Discovery();

        foreach (var (preset, domain) in new ProviderPresets([]).All.SelectMany(preset => preset.Domains.Select(domain => (preset, domain.Replace("*", "any", StringComparison.Ordinal)))))
        {
            var found = (await discovery.FindAsync($"anna@{domain}", null, default)).Found.ShouldNotBeNull();
            (found.Preset?.Id, found.Way, found.NeedsConfirmation).ShouldBe((preset.Id, DiscoveryWay.Preset, false));
        }

        (lab.Dns.Asked.Count + lab.Requests.Count).ShouldBe(0);
    }

    [Fact]
    public async Task FindAsync_EveryPresetWithExchangers_IsFoundByThemAndConfirmed()
    {
        await using var lab = await DiscoveryLab.StartAsync();
        var number = 0;
        foreach (var preset in new ProviderPresets([]).All.Where(preset => preset.MailExchangers.Count > 0))
        {
            var domain = $"d{++number}.test";
            lab.Dns.Exchanger(domain, 20, "mx.elsewhere.test").Exchanger(domain, 10, "mx1." + preset.MailExchangers[^1]);

            var found = (await lab.Discovery().FindAsync($"anna@{domain}", null, default)).Found.ShouldNotBeNull(preset.Id);

            (found.Preset?.Id, found.Way, found.NeedsConfirmation).ShouldBe((preset.Id, DiscoveryWay.Exchanger, true));
        }
    }

    [Theory]
    [InlineData(OwnFile)]
    [InlineData("firm.test/.well-known/autoconfig/mail/config-v1.1.xml")]
    public async Task FindAsync_OwnFile_NeedsNoConfirmation(string place)
    {
        await using var lab = await DiscoveryLab.StartAsync();
        lab.Dns.Address("autoconfig.firm.test", "127.0.0.1").Address("firm.test", "127.0.0.1");
        lab.Documents[place] = Document;

        var found = (await lab.Discovery().FindAsync(Address, null, default)).Found.ShouldNotBeNull();

        (found.Name, found.Way, found.NeedsConfirmation, found.Servers.Imap.Host, found.Servers.ImapUserName, found.Servers.Smtp.AllowPrivate).ShouldBe(("Firm", DiscoveryWay.Autoconfig, false, "imap.firm.test", "anna", false));
        lab.Requests.ShouldContain("autoconfig.firm.test/mail/config-v1.1.xml?emailaddress=anna%40firm.test");
    }

    [Fact]
    public async Task FindAsync_SeveralAnswers_TheMoreTrustworthyWins()
    {
        await using var lab = await DiscoveryLab.StartAsync();
        Services(lab).Address("autoconfig.firm.test", "127.0.0.1").Address("list.test", "127.0.0.1");
        lab.Documents["list.test/firm.test"] = Document.Replace("Firm", "Listed", StringComparison.Ordinal);
        (await lab.Discovery("list.test").FindAsync(Address, null, default)).Found?.Way.ShouldBe(DiscoveryWay.ProviderList);

        lab.Documents[OwnFile] = Document;
        (await lab.Discovery("list.test").FindAsync(Address, null, default)).Found.ShouldNotBeNull().Way.ShouldBe(DiscoveryWay.Autoconfig);
    }

    [Fact]
    public async Task FindAsync_FileOfTheExchangersDomain_IsConfirmed()
    {
        await using var lab = await DiscoveryLab.StartAsync();
        lab.Dns.Exchanger("firm.test", 10, "mx1.eu.host.test").Address("autoconfig.host.test", "127.0.0.1");
        lab.Documents["autoconfig.host.test/mail/config-v1.1.xml"] = Document;

        var found = (await lab.Discovery().FindAsync(Address, null, default)).Found.ShouldNotBeNull();

        (found.Way, found.NeedsConfirmation).ShouldBe((DiscoveryWay.ExchangerAutoconfig, true));
    }

    [Fact]
    public async Task FindAsync_ServiceRecords_BestPriorityAndConfirmed()
    {
        await using var lab = await DiscoveryLab.StartAsync();
        Services(lab);

        var found = (await lab.Discovery().FindAsync(Address, null, default)).Found.ShouldNotBeNull();

        (found.Way, found.NeedsConfirmation).ShouldBe((DiscoveryWay.ServiceRecords, true));
        found.Servers.Imap.ShouldBe(new ServerEndpoint("best.firm.test", 993, ConnectionSecurity.Tls));
        found.Servers.Smtp.ShouldBe(new ServerEndpoint("smtp.firm.test", 587, ConnectionSecurity.StartTls));
        found.Pop3.ShouldBeNull();
    }

    [Theory]
    [InlineData("{\"Protocol\":\"AutodiscoverV1\",\"Url\":\"https://outlook.office365.com/autodiscover/autodiscover.xml\"}", "office365")]
    [InlineData("{\"ErrorCode\":\"UserNotFound\"}", null)]
    [InlineData("<html>", null)]
    public async Task FindAsync_ExchangeOnlineKnowsTheAddress_IsOffice365(string answer, string? preset)
    {
        await using var lab = await DiscoveryLab.StartAsync();
        lab.Dns.Address("office.test", "127.0.0.1");
        lab.Documents["office.test/autodiscover.json"] = answer;

        ((await lab.Discovery().FindAsync(Address, null, default)).Found?.Preset?.Id).ShouldBe(preset);
    }

    [Fact]
    public async Task FindAsync_NothingSaid_TriesCustomaryNames()
    {
        await using var lab = await DiscoveryLab.StartAsync();
        await using var imap = ScriptedServer.Start(connection => connection.SayAsync("* OK ready"), lab.Certificate, tls: true);
        await using var smtp = ScriptedServer.Start(connection => connection.SayAsync("220 ready"), lab.Certificate, tls: true);
        lab.Dns.Address("imap.firm.test", "127.0.0.1").Address("mail.firm.test", "127.0.0.1");
        var heard = new ConcurrentQueue<DiscoveryStep>();

        var found = (await lab.Discovery(ports: new ProbePorts(imap.Port, 1, smtp.Port, 1)).FindAsync(Address, new Listener(heard), default)).Found.ShouldNotBeNull();

        (found.Way, found.Servers.Imap.Host, found.Servers.Smtp.Host, found.NeedsConfirmation).ShouldBe((DiscoveryWay.Probe, "imap.firm.test", "mail.firm.test", false));
        imap.Heard.ShouldBeEmpty();
        heard.Where(step => step.Found == true).Select(step => step.Way).ShouldBe([DiscoveryWay.Probe]);
        heard.Count(step => step.Found is null).ShouldBe(heard.Count(step => step.Found is not null && step.Way != DiscoveryWay.Preset));
    }

    [Theory]
    [InlineData("* OK ready", "554 no")]
    [InlineData("* BYE busy", "220 ready")]
    public async Task FindAsync_ServerIsNone_NothingFound(string imapGreeting, string smtpGreeting)
    {
        await using var lab = await DiscoveryLab.StartAsync();
        await using var imap = ScriptedServer.Start(connection => connection.SayAsync(imapGreeting), lab.Certificate, tls: true);
        await using var smtp = ScriptedServer.Start(connection => connection.SayAsync(smtpGreeting), lab.Certificate, tls: true);
        lab.Dns.Address("mail.firm.test", "127.0.0.1");

        (await lab.Discovery(ports: new ProbePorts(imap.Port, 1, smtp.Port, 1)).FindAsync(Address, null, default)).Found.ShouldBeNull();
    }

    [Fact]
    public async Task FindAsync_CertificateForAnotherName_NothingFound()
    {
        await using var lab = await DiscoveryLab.StartAsync();
        await using var imap = ScriptedServer.Start(connection => connection.SayAsync("* OK ready"), lab.Certificate, tls: true);
        await using var smtp = ScriptedServer.Start(connection => connection.SayAsync("220 ready"), lab.Certificate, tls: true);
        lab.Dns.Address("mail.other.test", "127.0.0.1");

        (await lab.Discovery(ports: new ProbePorts(imap.Port, 1, smtp.Port, 1)).FindAsync("anna@other.test", null, default)).Found.ShouldBeNull();
    }

    [Fact]
    public async Task FindAsync_ExchangerWithoutImap_SaysWhose()
    {
        await using var lab = await DiscoveryLab.StartAsync();
        lab.Dns.Exchanger("firm.test", 10, "mail.protonmail.ch");

        (await lab.Discovery().FindAsync(Address, null, default)).Unreachable?.Id.ShouldBe("proton");
        (await lab.Discovery().FindAsync("anna@tuta.io", null, default)).Unreachable.ShouldNotBeNull().Id.ShouldBe("tuta");
    }

    private static LocalDns Services(DiscoveryLab lab) => lab.Dns
        .Service("_imaps._tcp.firm.test", 20, 0, 993, "second.firm.test")
        .Service("_imaps._tcp.firm.test", 10, 5, 993, "light.firm.test")
        .Service("_imaps._tcp.firm.test", 10, 50, 993, "best.firm.test")
        .Service("_imap._tcp.firm.test", 1, 1, 143, "plain.firm.test")
        .Service("_submissions._tcp.firm.test", 0, 0, 0, ".")
        .Service("_submission._tcp.firm.test", 0, 0, 587, "smtp.firm.test")
        .Service("_pop3s._tcp.firm.test", 0, 0, 0, ".");

    private sealed class Listener(ConcurrentQueue<DiscoveryStep> heard) : IProgress<DiscoveryStep>
    {
        public void Report(DiscoveryStep value) => heard.Enqueue(value);
    }
}
