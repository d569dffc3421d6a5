using System.Net;
using System.Security.Claims;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Webmail.Data;
using Webmail.Web.Account;
using Webmail.Web.Assets;
using Webmail.Web.Components.Shared;
using Webmail.Web.Hosting;
using Webmail.Web.Localization;

namespace Webmail.UnitTests.Web;

public sealed class SmallPartsTests
{
    [Theory]
    [InlineData(0, "many")]
    [InlineData(1, "one")]
    [InlineData(2, "few")]
    [InlineData(5, "many")]
    [InlineData(11, "many")]
    [InlineData(12, "many")]
    [InlineData(14, "many")]
    [InlineData(21, "one")]
    [InlineData(22, "few")]
    [InlineData(111, "many")]
    [InlineData(112, "many")]
    [InlineData(1001, "one")]
    public void PluralForm_Russian_FollowsTheLastDigits(long number, string form) => PluralForm.Of("ru", number).ShouldBe(form);

    [Theory]
    [InlineData(0, "other")]
    [InlineData(1, "one")]
    [InlineData(21, "other")]
    public void PluralForm_English_OneOrOther(long number, string form) => PluralForm.Of("en", number).ShouldBe(form);

    [Theory]
    [InlineData("/mail/inbox?x=1", "/mail/inbox?x=1")]
    [InlineData(null, "/mail")]
    [InlineData("", "/mail")]
    [InlineData("mail", "/mail")]
    [InlineData("//evil.example", "/mail")]
    [InlineData("/\\evil.example", "/mail")]
    [InlineData("/\t/evil.example", "/mail")]
    [InlineData("https://evil.example", "/mail")]
    public void LocalAddress_Or_KeepsOnlyOurs(string? address, string expected) => LocalAddress.Or(address).ShouldBe(expected);

    [Theory]
    [InlineData("192.0.2.1", "192.0.2.200", true)]
    [InlineData("192.0.2.1", "192.0.3.1", false)]
    [InlineData("::ffff:192.0.2.1", "192.0.2.9", true)]
    [InlineData("2001:db8:1:200::1", "2001:db8:1:2ff::9", true)]
    [InlineData("2001:db8:1:200::1", "2001:db8:1:300::1", false)]
    public void NetworkPrefix_TwoAddresses_OneNetwork(string first, string second, bool same) =>
        (NetworkPrefix.Of(IPAddress.Parse(first)) == NetworkPrefix.Of(IPAddress.Parse(second))).ShouldBe(same);

    [Theory]
    [InlineData("Maria Orlova", "MO")]
    [InlineData("Пётр Ильич Чайковский", "ПЧ")]
    [InlineData("anna", "AN")]
    [InlineData("m.orlova@example.com", "MO")]
    [InlineData("«»", "?")]
    [InlineData("", "?")]
    public void Initials_Name_TwoLetters(string name, string expected) => Initials.Of(name).ShouldBe(expected);

    [Fact]
    public void SetupCode_RightOne_WorksOnce()
    {
        var log = new LogLines();
        var setup = new SetupCode(log);
        setup.Announce();

        setup.Redeem(log.LastCode.Replace('-', ' ').ToLowerInvariant()).ShouldBeTrue();
        setup.Redeem(log.LastCode).ShouldBeFalse();
        setup.GiveBack();
        setup.Redeem(log.LastCode).ShouldBeTrue();
    }

    [Fact]
    public void SetupCode_TenWrongOnes_IsReplaced()
    {
        var log = new LogLines();
        var setup = new SetupCode(log);
        setup.Announce();
        var first = log.LastCode;
        for (var guess = 0; guess < 10; guess++)
            setup.Redeem("AAAA-AAA0").ShouldBeFalse();

        log.LastCode.ShouldNotBe(first);
        setup.Redeem(first).ShouldBeFalse();
        setup.Redeem(log.LastCode).ShouldBeTrue();
    }

    [Theory]
    [InlineData("br, gzip", "br")]
    [InlineData("gzip", "gzip")]
    [InlineData("br;q=0, gzip", "gzip")]
    [InlineData("*", "br")]
    [InlineData("identity", null)]
    public void Asset_AcceptEncoding_SmallestTakenForm(string accepted, string? encoding)
    {
        var asset = new AssetManifest.Asset("text/css", [1, 2, 3], [1], [1, 2]);

        AssetMiddleware.Choose(asset, accepted.Split(", ")).Encoding.ShouldBe(encoding);
    }

    [Theory]
    [InlineData("https", "mail.example.com", "__Host-webmail")]
    [InlineData("http", "localhost", "__Host-webmail")]
    [InlineData("http", "127.0.0.1", "__Host-webmail")]
    [InlineData("http", "mail.example.com", "webmail")]
    public void Cookie_Origin_DecidesItsName(string scheme, string host, string name)
    {
        var context = new DefaultHttpContext();
        (context.Request.Scheme, context.Request.Host) = (scheme, new HostString(host));

        new HostPrefixCookies().AppendResponseCookie(context, "webmail", "v", new CookieOptions { Path = "/" });

        context.Response.Headers.SetCookie.ToString().ShouldStartWith($"{name}=v");
    }

    [Theory]
    [InlineData("http://[::]:5080", "http://localhost:5080")]
    [InlineData("http://0.0.0.0:80", "http://localhost:80")]
    [InlineData("http://mail.example.com:80", "http://mail.example.com:80")]
    public void Address_Wildcard_IsShownAsThisMachine(string address, string shown) => Address.ForPeople(address).ShouldBe(shown);

    [Fact]
    public void StartupProblem_DirectoryInUse_SaysWhatToDo() =>
        StartupProblem.Describe(new DataDirectoryInUseException("/data", new IOException())).ShouldNotBeNull().ShouldContain("Webmail:DataDirectory");

    [Fact]
    public void PersonClaims_NobodySignedIn_NoId() => new ClaimsPrincipal(new ClaimsIdentity()).FindPersonId().ShouldBeNull();

    private sealed class LogLines : ILogger<SetupCode>
    {
        private string _last = string.Empty;

        public string LastCode => _last.Split("Setup code: ")[^1][..9];

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            _last = formatter(state, exception);
    }
}
