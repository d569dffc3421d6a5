using System.Net;
using Webmail.Mail;
using Webmail.Mail.Network;
using Webmail.TestKit.Servers;

namespace Webmail.UnitTests.Mail.Discovery;

/// <summary>A host that a stranger names never leads into our own network, whatever its name resolves to and whenever.</summary>
public sealed class OwnNetworkTests
{
    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("127.255.0.9")]
    [InlineData("0.0.0.0")]
    [InlineData("10.0.0.1")]
    [InlineData("172.16.0.1")]
    [InlineData("192.168.1.1")]
    [InlineData("100.64.0.1")]
    [InlineData("169.254.169.254")]
    [InlineData("224.0.0.1")]
    [InlineData("::1")]
    [InlineData("::")]
    [InlineData("fe80::1")]
    [InlineData("fd12::1")]
    [InlineData("ff02::1")]
    [InlineData("::ffff:127.0.0.1")]
    [InlineData("::ffff:169.254.169.254")]
    [InlineData("64:ff9b::a00:1")]
    [InlineData("2002:7f00:1::")]
    public async Task ConnectAsync_NameOrAddressInside_NothingIsTried(string address)
    {
        await using var dns = new LocalDns();
        dns.Address("named.test", address);
        var dialer = Dialer(dns);

        foreach (var host in new[] { "named.test", address })
            // Without an inner reason: there was no attempt.
            (await Should.ThrowAsync<IOException>(() => dialer.ConnectAsync(host, 993, allowPrivate: false, default))).InnerException.ShouldBeNull();
    }

    [Fact]
    public async Task ConnectAsync_ConfiguredByTheAdministrator_Connects()
    {
        await using var server = ScriptedServer.Start(connection => connection.SayAsync("* OK ready"));
        await using var dns = new LocalDns();
        dns.Address("named.test", "127.0.0.1");

        await using (await Dialer(dns).ConnectAsync("named.test", server.Port, allowPrivate: true, default))
            server.Accepted.ShouldBe(1);
        await using (await Dialer(dns, "127.0.0.0/8").ConnectAsync("named.test", server.Port, allowPrivate: false, default))
            dns.Asked.ShouldContain("A named.test");
    }

    [Fact]
    public async Task ConnectAsync_NetworkAllowed_OnlyThatOne()
    {
        await using var dns = new LocalDns();
        dns.Address("named.test", "10.0.0.1").Address("mapped.test", "::ffff:10.0.0.1");

        (await Should.ThrowAsync<IOException>(() => Dialer(dns, "127.0.0.0/8").ConnectAsync("named.test", 993, allowPrivate: false, default))).InnerException.ShouldBeNull();
        (await Should.ThrowAsync<IOException>(() => Dialer(dns, "127.0.0.0/8").ConnectAsync("mapped.test", 993, allowPrivate: false, default))).InnerException.ShouldBeNull();
    }

    [Fact]
    public async Task ConnectAsync_PortOfSomethingElse_NothingIsTried()
    {
        await using var dns = new LocalDns();
        dns.Address("named.test", "203.0.113.1");

        (await Should.ThrowAsync<IOException>(() => Dialer(dns).ConnectAsync("named.test", 6379, allowPrivate: false, default))).InnerException.ShouldBeNull();
    }

    [Fact]
    public async Task ConnectAsync_Rebinding_NameIsAskedOnceAndOnlyTheCheckedAddressUsed()
    {
        await using var dns = new LocalDns();
        // Both at once, the inner one first: as when a name is changed between a check and a connection.
        dns.Address("named.test", "127.0.0.1", "203.0.113.1");
        using var patience = new CancellationTokenSource(TimeSpan.FromMilliseconds(300));

        IPAddress? reached = null;
        try
        {
            await using var stream = await Dialer(dns).ConnectAsync("named.test", 993, allowPrivate: false, patience.Token);
            reached = (stream.Socket.RemoteEndPoint as IPEndPoint)?.Address;
        }
        catch (Exception exception) when (exception is IOException or OperationCanceledException)
        {
            // Nobody is there, and that is as good: what counts is who was not tried.
        }

        (reached ?? IPAddress.Parse("203.0.113.1")).ToString().ShouldEndWith("203.0.113.1");
        dns.Asked.Count(question => question == "A named.test").ShouldBe(1);
    }

    [Fact]
    public async Task GetAsync_Redirects_AtMostTwoAndHttpsOnly()
    {
        await using var lab = await DiscoveryLab.StartAsync();
        lab.Dns.Address("firm.test", "127.0.0.1").Address("host.test", "127.0.0.1").Address("inside.test", "10.0.0.1");
        lab.Documents["firm.test/end"] = "here";
        lab.Documents["firm.test/1"] = "=/end";
        lab.Documents["host.test/2"] = $"={lab.Https("firm.test/1")}";
        lab.Documents["host.test/3"] = "=/2";
        lab.Documents["host.test/plain"] = $"=http://firm.test:{lab.Port}/end";
        lab.Documents["host.test/port"] = "=https://firm.test:1/end";
        lab.Documents["host.test/inside"] = $"={lab.Https("inside.test/end")}";
        lab.Documents["host.test/literal"] = $"=https://127.0.0.1:{lab.Port}/end";
        lab.Documents["host.test/user"] = $"=https://a:b@firm.test:{lab.Port}/end";

        (await lab.Fetcher.GetAsync(lab.Https("host.test/2"), default)).ShouldBe("here"u8.ToArray());
        foreach (var path in new[] { "3", "plain", "port", "inside", "literal", "user" })
            (await lab.Fetcher.GetAsync(lab.Https("host.test/" + path), default)).ShouldBeNull(path);
    }

    [Fact]
    public async Task GetAsync_TooLarge_Null()
    {
        await using var lab = await DiscoveryLab.StartAsync();
        lab.Dns.Address("firm.test", "127.0.0.1");
        lab.Documents["firm.test/large"] = new string('x', (256 * 1024) + 1);

        (await lab.Fetcher.GetAsync(lab.Https("firm.test/large"), default)).ShouldBeNull();
    }

    [Fact]
    public async Task GetAsync_OwnNetworkNotAllowed_ServerIsNeverReached()
    {
        await using var lab = await DiscoveryLab.StartAsync(allowLoopback: false);
        lab.Dns.Address("firm.test", "127.0.0.1");
        lab.Documents["firm.test/end"] = "here";

        (await lab.Fetcher.GetAsync(lab.Https("firm.test/end"), default)).ShouldBeNull();

        lab.Requests.ShouldBeEmpty();
    }

    private static AddressDialer Dialer(LocalDns dns, params IReadOnlyList<string> allowed)
    {
        var options = new MailNetworkOptions { NameServers = [dns.Endpoint], AllowedNetworks = [.. allowed.Select(IPNetwork.Parse)] };
        return new AddressDialer(options, new MailDns(options));
    }
}
