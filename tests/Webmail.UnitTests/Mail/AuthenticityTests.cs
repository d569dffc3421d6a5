using System.Security.Cryptography;
using System.Text;
using MimeKit;
using MimeKit.Cryptography;
using Org.BouncyCastle.Crypto.Parameters;
using Org.BouncyCastle.Security;
using Webmail.Mail.Authenticity;
using Webmail.Model;
using Webmail.UnitTests.Mail.Render;

namespace Webmail.UnitTests.Mail;

/// <summary>Who is believed to have sent a message, and what raises doubt.</summary>
public sealed class AuthenticityTests
{
    private const string Pass = "dkim=pass header.d=example.com; spf=pass smtp.mailfrom=bounce@example.com; dmarc=pass header.from=example.com";

    [Theory]
    [InlineData("gmail", "mx.google.com; " + Pass, SenderVerdict.DomainSigned, "example.com")]
    [InlineData("yandex", "mxfront1.mail.yandex.net; " + Pass, SenderVerdict.DomainSigned, "example.com")]
    [InlineData("outlook", "spf=pass (sender IP is 192.0.2.1) smtp.mailfrom=example.com; dkim=pass (signature was verified) header.d=example.com;dmarc=pass action=none header.from=example.com;compauth=pass reason=100", SenderVerdict.DomainSigned, "example.com")]
    [InlineData("gmail", "mx.google.com; dkim=pass header.i=@mail.example.com", SenderVerdict.DomainSigned, "mail.example.com")]
    [InlineData("gmail", "mx.google.com; dkim=none; spf=pass smtp.mailfrom=example.com", SenderVerdict.SentByServer, "example.com")]
    [InlineData("gmail", "mx.google.com; dkim=pass header.d=mailer.net", SenderVerdict.SignedByOther, "mailer.net")]
    [InlineData("gmail", "mx.google.com; dkim=pass header.d=example.com; dmarc=fail header.from=example.com", SenderVerdict.Failed, "example.com")]
    [InlineData("gmail", "mx.google.com; dkim=fail header.d=example.com", SenderVerdict.Failed, "example.com")]
    [InlineData("gmail", "mx.google.com; dkim=pass header.d=com", SenderVerdict.SignedByOther, "com")]
    [InlineData("gmail", "mx.google.com; spf=none", SenderVerdict.NotSigned, "")]
    public void Read_ResultsOfOwnProvider_AreTheVerdict(string provider, string results, SenderVerdict verdict, string domain)
    {
        var sender = ReportedResults.Read(Evidence(results), Account(provider)).ShouldNotBeNull();

        (sender.Verdict, sender.Domain).ShouldBe((verdict, domain));
    }

    [Theory]
    [InlineData("gmail", "mx.evil.example; " + Pass)]
    [InlineData("gmail", Pass)]
    [InlineData("gmail", "mx.google.com.evil.example; " + Pass)]
    [InlineData("gmail", "not a result")]
    [InlineData("", "mx.evil.example; " + Pass)]
    public void Read_ResultsOfAnybodyElse_AreNotBelieved(string provider, string results) =>
        ReportedResults.Read(Evidence(results), Account(provider)).ShouldBeNull();

    [Fact]
    public void Read_UnknownServer_IsBelievedOnlyAboveItsOwnReceived()
    {
        const string Head = "Received: from x by mx.corp.example\nFrom: a@example.com";
        var above = Corpus.Render(Corpus.Headers("Authentication-Results: mx.corp.example; " + Pass + "\n" + Head)).Evidence;
        var below = Corpus.Render(Corpus.Headers(Head + "\nAuthentication-Results: mx.corp.example; " + Pass)).Evidence;

        ReportedResults.Read(above, Account("")).ShouldNotBeNull().IsVerified.ShouldBeTrue();
        ReportedResults.Read(below, Account("")).ShouldBeNull();
    }

    [Fact]
    public void Evidence_TwoResults_TheTopmostCounts()
    {
        var evidence = Corpus.Render(Corpus.Headers("Authentication-Results: mx.google.com; dkim=fail header.d=example.com\nFrom: a@example.com\nAuthentication-Results: mx.google.com; " + Pass)).Evidence;

        ReportedResults.Read(evidence, Account("gmail")).ShouldNotBeNull().Verdict.ShouldBe(SenderVerdict.Failed);
    }

    [Theory]
    [InlineData("From: \"security@bank.example\" <x@evil.example>", SenderDoubtKind.NameIsAnotherAddress, "security@bank.example")]
    [InlineData("From: a@example.org\nFrom: b@example.org", SenderDoubtKind.SeveralAuthors, "b@example.org")]
    [InlineData("From: a@example.org, b@example.net", SenderDoubtKind.SeveralAuthors, "b@example.net")]
    [InlineData("From: a@xn--pple-43d.com", SenderDoubtKind.MixedAlphabets, "xn--pple-43d.com")]
    [InlineData("From: =?utf-8?B?QW5uYeKArg==?= <a@example.org>", SenderDoubtKind.HiddenCharacters, "")]
    [InlineData("From: =?utf-8?Q?president=40whitehouse.gov=00?= <a@example.org>", SenderDoubtKind.HiddenCharacters, "")]
    [InlineData("From: <=?utf-8?Q?president=40whitehouse.gov?=@example.org>", SenderDoubtKind.HiddenCharacters, "")]
    [InlineData("From: a@example.org\nReply-To: b@elsewhere.example", SenderDoubtKind.RepliesElsewhere, "b@elsewhere.example")]
    public void HeadDoubts_Odd_AreTold(string headers, SenderDoubtKind kind, string about) =>
        HeadDoubts.Find(Corpus.Render(Corpus.Headers(headers)).Evidence).ShouldContain(new SenderDoubt(kind, about));

    [Theory]
    [InlineData("From: Anna <a@example.org>\nReply-To: anna@mail.example.org")]
    [InlineData("From: \"a@example.org\" <a@example.org>")]
    [InlineData("From: =?utf-8?B?0JDQvdC90LAg0J/QtdGC0YDQvtCy0LA=?= <anna@xn--e1afmkfd.xn--p1ai>")]
    [InlineData("From: a@example.org\nReply-To: list@lists.example\nList-Id: <x.lists.example>")]
    public void HeadDoubts_Ordinary_None(string headers) => HeadDoubts.Find(Corpus.Render(Corpus.Headers(headers)).Evidence).ShouldBeEmpty();

    [Theory]
    [InlineData("examp1e.com", "example.com", true)]
    [InlineData("exarnple.com", "example.com", true)]
    [InlineData("еxample.com", "example.com", true)]
    [InlineData("example.co", "example.com", true)]
    [InlineData("exampel.com", "example.com", true)]
    [InlineData("exmple.com", "example.com", true)]
    [InlineData("example.com", "example.com", false)]
    [InlineData("mail.example.com", "example.com", false)]
    [InlineData("other.com", "example.com", false)]
    [InlineData("mail.ru", "gmail.com", false)]
    public void LookAlike_Domains(string domain, string known, bool like) => LookAlike.IsOf(domain, known).ShouldBe(like);

    [Fact]
    public async Task Dkim_OfTheDomainInFrom_IsVerified()
    {
        var (raw, key) = Signed("a@mail.example.com", "example.com");

        var sender = await new DkimCheck(new FakeTexts(key)).VerifyAsync(new MemoryStream(raw), "a@mail.example.com", TestContext.Current.CancellationToken);

        (sender.Verdict, sender.Domain).ShouldBe((SenderVerdict.DomainSigned, "example.com"));
        sender.Checks.ShouldBe([new SenderCheck("dkim", "pass", "example.com")]);
    }

    [Fact]
    public async Task Dkim_TextChanged_Fails()
    {
        var (raw, key) = Signed("a@example.com", "example.com");
        raw[^4] ^= 1;

        (await new DkimCheck(new FakeTexts(key)).VerifyAsync(new MemoryStream(raw), "a@example.com", TestContext.Current.CancellationToken)).Verdict.ShouldBe(SenderVerdict.Failed);
    }

    [Fact]
    public async Task Dkim_OfSomebodyElse_SaysWhose()
    {
        var (raw, key) = Signed("a@bank.example", "evil.example");

        var sender = await new DkimCheck(new FakeTexts(key)).VerifyAsync(new MemoryStream(raw), "a@bank.example", TestContext.Current.CancellationToken);

        (sender.Verdict, sender.Domain).ShouldBe((SenderVerdict.SignedByOther, "evil.example"));
    }

    [Fact]
    public async Task Dkim_NameServerSilent_IsUnknownAndNotFailed()
    {
        var (raw, _) = Signed("a@example.com", "example.com");

        (await new DkimCheck(new FakeTexts(null)).VerifyAsync(new MemoryStream(raw), "a@example.com", TestContext.Current.CancellationToken)).Verdict.ShouldBe(SenderVerdict.Unknown);
    }

    [Fact]
    public async Task Dkim_SignatureOverTheBeginningOnly_VouchesForNothing()
    {
        var (raw, key) = Signed("a@example.com", "example.com");
        var limited = Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(raw).Replace("d=example.com;", "d=example.com; l=2;", StringComparison.Ordinal));

        (await new DkimCheck(new FakeTexts(key)).VerifyAsync(new MemoryStream(limited), "a@example.com", TestContext.Current.CancellationToken)).IsVerified.ShouldBeFalse();
    }

    private static (byte[] Raw, string Key) Signed(string from, string domain)
    {
        using var rsa = RSA.Create(2048);
        var pair = DotNetUtilities.GetRsaKeyPair(rsa);
        var message = new MimeMessage([MailboxAddress.Parse(from)], [MailboxAddress.Parse("b@example.net")], "Hello", new TextPart("plain") { Text = "The text.\r\n" });
        message.Prepare(EncodingConstraint.SevenBit);
        new DkimSigner((RsaPrivateCrtKeyParameters)pair.Private, domain, "s1") { HeaderCanonicalizationAlgorithm = DkimCanonicalizationAlgorithm.Relaxed }
            .Sign(message, [HeaderId.From, HeaderId.Subject, HeaderId.Date]);
        using var raw = new MemoryStream();
        message.WriteTo(new FormatOptions { NewLineFormat = NewLineFormat.Dos }, raw);
        return (raw.ToArray(), "v=DKIM1; k=rsa; p=" + Convert.ToBase64String(rsa.ExportSubjectPublicKeyInfo()));
    }

    private static SenderEvidence Evidence(string results) =>
        new([new MailPerson("", "a@example.com")], 1, "a@example.com", [], Encoding.ASCII.GetBytes(" " + results), false, false, false);

    private static AccountServers Account(string provider)
    {
        var endpoint = new ServerEndpoint("imap.corp.example", 993, ConnectionSecurity.Tls, false);
        return new AccountServers(endpoint, "me", endpoint, "me", false, 2, provider);
    }

    private sealed class FakeTexts(string? key) : IDnsTexts
    {
        public Task<IReadOnlyList<string>> FindAsync(string name, CancellationToken cancellationToken) =>
            key is null ? throw new IOException("silent") : Task.FromResult<IReadOnlyList<string>>(name.StartsWith("s1._domainkey.", StringComparison.Ordinal) ? [key] : []);
    }
}
