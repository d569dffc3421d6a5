using Microsoft.Extensions.DependencyInjection;
using Webmail.Data;
using Webmail.Engine;
using Webmail.Mail.Discovery;
using Webmail.Model;
using Webmail.UnitTests.Web;

namespace Webmail.UnitTests.Engine;

/// <summary>Providers and rules as the administrator changes them while the application runs.</summary>
public sealed class ProviderAdminTests(WebmailFactory webmail) : IClassFixture<WebmailFactory>
{
    private readonly ProviderAdmin _providers = webmail.Services.GetRequiredService<ProviderAdmin>();
    private readonly ProviderPresets _presets = webmail.Services.GetRequiredService<ProviderPresets>();

    [Fact]
    public async Task Save_DomainOfABuiltInOne_TakesItOver_AndRemovingGivesItBack()
    {
        (await _providers.SaveAsync(0, New("Our own", "yandex.ru"), CancellationToken.None)).ShouldBeNull();
        var added = _providers.All.Single(provider => provider.Name == "Our own");
        _presets.Find("anna@yandex.ru").ShouldNotBeNull().Imap.Host.ShouldBe("imap.firm.test");
        _presets.FindById(added.Id).ShouldNotBeNull();

        await _providers.RemoveAsync(added.Added.ShouldNotBeNull(), CancellationToken.None);

        _presets.Find("anna@yandex.ru").ShouldNotBeNull().Id.ShouldBe("yandex");
    }

    [Fact]
    public async Task Save_WhatIsNone_SaysWhich()
    {
        (await _providers.SaveAsync(0, New(" ", "firm.test"), CancellationToken.None)).ShouldBe(ProviderProblem.Name);
        (await _providers.SaveAsync(0, New("Firm", "not a domain"), CancellationToken.None)).ShouldBe(ProviderProblem.Domain);
        (await _providers.SaveAsync(0, New("Firm", "localhost"), CancellationToken.None)).ShouldBe(ProviderProblem.Domain);
        (await _providers.SaveAsync(0, New("Firm", "firm.test") with { Imap = new ServerEndpoint("imap firm", 993, ConnectionSecurity.Tls) }, CancellationToken.None)).ShouldBe(ProviderProblem.Host);
        (await _providers.SaveAsync(0, New("First", "first.test"), CancellationToken.None)).ShouldBeNull();
        (await _providers.SaveAsync(0, New("Second", "FIRST.test"), CancellationToken.None)).ShouldBe(ProviderProblem.DomainTaken);
        (await _providers.SaveAsync(0, New("First", "other.test"), CancellationToken.None)).ShouldBe(ProviderProblem.NameTaken);
    }

    [Fact]
    public async Task SetDisabled_Provider_TakesNoNewMailboxes_UntilItIsSwitchedOn()
    {
        var gmail = _presets.FindById("gmail").ShouldNotBeNull();
        var rules = webmail.Services.GetRequiredService<ProviderRules>();

        (await _providers.SetDisabledAsync("gmail", true, CancellationToken.None)).ShouldBeTrue();
        rules.WhyNoFirstSignIn("anna@gmail.com", gmail).ShouldBe(SignInFailure.ProviderDisabled);
        (await _providers.SetDisabledAsync("gmail", false, CancellationToken.None)).ShouldBeTrue();

        rules.WhyNoFirstSignIn("anna@gmail.com", gmail).ShouldBeNull();
        (await _providers.SetDisabledAsync("no such one", true, CancellationToken.None)).ShouldBeFalse();
    }

    [Fact]
    public async Task SetRules_Domains_NarrowFirstSignIns_UntilTheyAreSetBack()
    {
        var rules = webmail.Services.GetRequiredService<ProviderRules>();

        (await _providers.SetRulesAsync(new SignInRules(true, ["почта.рф", "one two"]), CancellationToken.None)).ShouldBe("one two");
        (await _providers.SetRulesAsync(new SignInRules(true, ["почта.рф"]), CancellationToken.None)).ShouldBeNull();
        rules.WhyNoFirstSignIn("anna@xn--80a1acny.xn--p1ai", null).ShouldBeNull();
        rules.WhyNoFirstSignIn("anna@gmail.com", null).ShouldBe(SignInFailure.NotAllowed);
        await _providers.SetRulesAsync(null, CancellationToken.None);

        rules.WhyNoFirstSignIn("anna@gmail.com", null).ShouldBeNull();
    }

    [Fact]
    public async Task WhyNot_PersonWhoMayNotAddMailboxes_IsToldWhoDoes()
    {
        var person = await PersonAsync();
        var (permissions, people) = (webmail.Services.GetRequiredService<MailboxPermissions>(), webmail.Services.GetRequiredService<PeopleAdmin>());
        (await permissions.WhyNotAsync(person, null, CancellationToken.None)).ShouldBeNull();

        await people.SetMayAddMailboxesAsync(person, allowed: false, CancellationToken.None);

        (await permissions.WhyNotAsync(person, null, CancellationToken.None)).ShouldBe(SignInFailure.ByAdministratorOnly);
    }

    private async Task<UserId> PersonAsync()
    {
        var login = await webmail.AddPersonAsync();
        return (await webmail.Services.GetRequiredService<PeopleAdmin>().ListAsync(CancellationToken.None)).Single(person => person.Login == login).Id;
    }

    private static ConfiguredProvider New(string name, params string[] domains) =>
        new(name, domains, new ServerEndpoint("imap.firm.test", 993, ConnectionSecurity.Tls, AllowPrivate: true), LoginForm.Address, null, LoginForm.Address, false, null);
}
