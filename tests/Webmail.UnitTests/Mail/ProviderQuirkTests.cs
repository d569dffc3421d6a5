using Webmail.Mail.Discovery;
using Webmail.Mail.Imap;
using Webmail.Model;
using Webmail.TestKit.Servers;

namespace Webmail.UnitTests.Mail;

/// <summary>Servers known to do other than they say, each by what it sends. Which provider has which habit is data: providers.json.</summary>
public sealed class ProviderQuirkTests
{
    private const string Described =
        "FLAGS (\\Seen) INTERNALDATE \"01-Jan-2026 10:00:00 +0000\" RFC822.SIZE 10 ENVELOPE (NIL \"Hello\" NIL NIL NIL NIL NIL NIL NIL \"<7@example.test>\")";

    [Fact]
    public void Quirks_OfEveryProvider_NameKnownCapabilities() =>
        Should.NotThrow(() => new ProviderPresets([]).All.Select(preset => CapabilityNames.ToFlags(preset.Quirks.IgnoredCapabilities)).ToList());

    [Fact]
    public async Task Yahoo_HighestModSeqWithoutCondStore_NoModSequenceIsUsed()
    {
        await using var mail = Mail("yahoo", "IMAP4rev1 ID XYMHIGHESTMODSEQ", async connection =>
        {
            await connection.AnswerAsync("ID", "OK done", "* ID NIL");
            await connection.AnswerAsync("EXAMINE INBOX", "OK [READ-ONLY] done", "* 1 EXISTS", "* OK [UIDVALIDITY 5] .", "* OK [UIDNEXT 8] .", "* OK [HIGHESTMODSEQ 90] .");
            await connection.AnswerAsync("FETCH", "OK done", $"* 1 FETCH (UID 7 {Described})");
            await connection.AnswerAsync("EXAMINE INBOX", "OK [READ-ONLY] done", "* 1 EXISTS", "* OK [UIDVALIDITY 5] .", "* OK [UIDNEXT 8] .", "* OK [HIGHESTMODSEQ 95] .");
            await connection.AnswerAsync("(UID FLAGS)", "OK done", "* 1 FETCH (UID 7 FLAGS (\\Seen \\Flagged))");
            await connection.WaitUntilGoneAsync();
        });

        var first = await mail.ScanAsync(SyncAnchor.None);
        var second = await mail.ScanAsync(first.Next, new KnownMessage(7, 0, MailFlags.Seen));

        first.Next.ShouldBe(new SyncAnchor(5, 0, 8, 0));
        second.Changed.ShouldBe([new FlagChange(7, 0, MailFlags.Seen | MailFlags.Flagged)]);
        mail.Server.Heard.ShouldNotContain(line => line.Contains("CHANGEDSINCE") || line.Contains("CONDSTORE") || line.Contains("MODSEQ)"));
    }

    [Fact]
    public async Task Zoho_ModSeqMinusOne_CondStoreIsNotUsed()
    {
        await using var mail = Mail("zoho", "IMAP4rev1 CONDSTORE LIST-STATUS", async connection =>
        {
            await connection.AnswerAsync("EXAMINE INBOX", "OK [READ-ONLY] done", "* 1 EXISTS", "* OK [UIDVALIDITY 5] .", "* OK [UIDNEXT 8] .", "* OK [HIGHESTMODSEQ 90] .");
            await connection.AnswerAsync("FETCH", "OK done", $"* 1 FETCH (UID 7 MODSEQ (-1) {Described})");
            await connection.WaitUntilGoneAsync();
        });

        var delta = await mail.ScanAsync(SyncAnchor.None);

        delta.Added.Single().ModSeq.ShouldBe(0ul);
        delta.Next.HighestModSeq.ShouldBe(0ul);
        mail.Server.Heard.ShouldNotContain(line => line.Contains("CONDSTORE"));
    }

    [Theory]
    [InlineData("IMAP4rev1 X-GM-EXT-1", "X-GM-THRID 1278455344230334865", "1278455344230334865")]
    [InlineData("IMAP4rev1 OBJECTID", "THREADID (T64b478a75b7ea9)", "T64b478a75b7ea9")]
    [InlineData("IMAP4rev1", "", "")]
    public async Task Server_NamesConversations_IsAskedForThem(string capabilities, string answer, string thread)
    {
        await using var mail = Mail("", capabilities, async connection =>
        {
            await connection.AnswerAsync("EXAMINE INBOX", "OK [READ-ONLY] done", "* 1 EXISTS", "* OK [UIDVALIDITY 5] .", "* OK [UIDNEXT 8] .");
            await connection.AnswerAsync("FETCH", "OK done", $"* 1 FETCH (UID 7 {answer} {Described})");
            await connection.WaitUntilGoneAsync();
        });

        (await mail.ScanAsync(SyncAnchor.None)).Added.Single().ThreadId.ShouldBe(thread);
        mail.Server.Heard.Any(line => line.Contains("THRID", StringComparison.Ordinal) || line.Contains("THREADID", StringComparison.Ordinal)).ShouldBe(thread.Length > 0);
    }

    [Theory]
    [InlineData("0")]
    [InlineData("-1")]
    public async Task UnknownServer_ModSeqOfNoUse_MessageIsListedAllTheSame(string modSeq)
    {
        await using var mail = Mail("", "IMAP4rev1 CONDSTORE", async connection =>
        {
            await connection.AnswerAsync("EXAMINE INBOX (CONDSTORE)", "OK [READ-ONLY] done", "* 1 EXISTS", "* OK [UIDVALIDITY 5] .", "* OK [UIDNEXT 8] .", "* OK [HIGHESTMODSEQ 90] .");
            await connection.AnswerAsync("FETCH", "OK done", $"* 1 FETCH (UID 7 MODSEQ ({modSeq}) {Described})");
            await connection.WaitUntilGoneAsync();
        });

        var delta = await mail.ScanAsync(SyncAnchor.None);

        var message = delta.Added.Single();
        (message.Uid, message.ModSeq, message.Subject).ShouldBe((7u, 0ul, "Hello"));
    }

    [Fact]
    public async Task NetEase_OpensNothingToAStranger_IsToldWhoWeAreFirst()
    {
        await using var mail = Mail("netease-163", "IMAP4rev1 ID", async connection =>
        {
            var line = await connection.HearAsync();
            var tag = line.Split(' ')[0];
            var introduced = line.Contains(" ID (", StringComparison.Ordinal) && line.Contains("Webmail", StringComparison.Ordinal);
            await connection.SayAsync("* ID NIL", $"{tag} OK done");
            if (introduced)
                await connection.AnswerAsync("EXAMINE INBOX", "OK [READ-ONLY] done", "* 0 EXISTS", "* OK [UIDVALIDITY 5] .", "* OK [UIDNEXT 8] .");
            else
                await connection.AnswerAsync("EXAMINE INBOX", "NO EXAMINE Unsafe Login. Please contact kefu@188.com for help");
            await connection.WaitUntilGoneAsync();
        });

        (await mail.ScanAsync(SyncAnchor.None)).Next.UidValidity.ShouldBe(5u);
    }

    [Fact]
    public async Task Exchange_AnnouncesRev2ThatDoesNotWork_SpokenToAsRev1()
    {
        await using var mail = new ScriptedMail(async connection =>
        {
            await connection.SayAsync("* OK The Microsoft Exchange IMAP4 service is ready. (tcpproxy 1)");
            await connection.AnswerAsync("CAPABILITY", "OK done", "* CAPABILITY IMAP4rev1 IMAP4rev2 ENABLE UIDPLUS AUTH=PLAIN SASL-IR");
            await connection.AnswerAsync("AUTHENTICATE PLAIN", "OK done");
            while (true)
            {
                var line = await connection.HearAsync();
                var tag = line.Split(' ')[0];
                IReadOnlyList<string> answer = line switch
                {
                    _ when line.Contains("CAPABILITY") => ["* CAPABILITY IMAP4rev1 IMAP4rev2 ENABLE UIDPLUS"],
                    _ when line.Contains("NAMESPACE") => ["* NAMESPACE ((\"\" \"/\")) NIL NIL"],
                    _ when line.Contains("LIST") => ["* LIST () \"/\" INBOX"],
                    _ when line.Contains("EXAMINE") => ["* 1 EXISTS", "* OK [UIDVALIDITY 5] .", "* OK [UIDNEXT 8] ."],
                    _ when line.Contains("FETCH") => [$"* 1 FETCH (UID 7 {Described})"],
                    _ => [],
                };
                await connection.SayAsync([.. answer, line.Contains("EXAMINE") ? $"{tag} OK [READ-ONLY] done" : $"{tag} OK done"]);
            }
        });

        (await mail.ScanAsync(SyncAnchor.None)).Added.Single().Subject.ShouldBe("Hello");
        mail.Server.Heard.ShouldNotContain(line => line.Contains("ENABLE") || line.Contains("RETURN"));
    }

    [Theory]
    [InlineData("mailru", false)]
    [InlineData("", true)]
    public async Task MailRu_RefusesSearch_UidsAreFetched(string provider, bool asksOnce)
    {
        await using var mail = Mail(provider, "IMAP4rev1", async connection =>
        {
            for (var scan = 0; scan < 2; scan++)
            {
                await connection.AnswerAsync("EXAMINE INBOX", "OK [READ-ONLY] done", "* 1 EXISTS", "* OK [UIDVALIDITY 5] .", "* OK [UIDNEXT 8] .");
                await connection.AnswerAsync("(UID FLAGS)", "OK done", "* 1 FETCH (UID 7 FLAGS (\\Seen))");
                if (asksOnce && scan == 0)
                    await connection.AnswerAsync("UID SEARCH", "NO Unsupported search criterion");
                await connection.AnswerAsync("UID FETCH 6:7", "OK done", "* 1 FETCH (UID 7)");
            }

            await connection.WaitUntilGoneAsync();
        });
        var anchor = new SyncAnchor(5, 0, 8, 0);
        KnownMessage[] known = [new(6, 0, MailFlags.Seen), new(7, 0, MailFlags.Seen)];
        for (var scan = 0; scan < 2; scan++)
            (await mail.ScanAsync(anchor, known)).Vanished.ShouldBe([6u]);
    }

    [Fact]
    public async Task Yandex_ByeAgainAndAgain_OneFaultEach()
    {
        await using var mail = Mail("yandex", "IMAP4rev1", async connection =>
        {
            await connection.ExpectAsync("EXAMINE");
            await connection.RepeatAsync("* BYE Autologout; idle for too long\r\n");
        });

        var fault = (await Should.ThrowAsync<MailFaultException>(() => mail.ScanAsync(SyncAnchor.None))).Fault;

        (fault.Kind, fault.ServerText).ShouldBe((MailFaultKind.Network, "Autologout; idle for too long"));
    }

    [Fact]
    public async Task Yandex_LiteralShorterThanAnnounced_EndsAsTransientFault()
    {
        await using var mail = Mail("yandex", "IMAP4rev1", async connection =>
        {
            await connection.AnswerAsync("EXAMINE INBOX", "OK [READ-ONLY] done", "* 1 EXISTS", "* OK [UIDVALIDITY 5] .", "* OK [UIDNEXT 8] .");
            var tag = await connection.ExpectAsync("FETCH");
            await connection.SayAsync("* 1 FETCH (UID 7 ENVELOPE (NIL {400}", "Hello", $"{tag} OK done");
            await connection.WaitUntilGoneAsync();
        }, TimeSpan.FromSeconds(1));

        var fault = (await Should.ThrowAsync<MailFaultException>(() => mail.ScanAsync(SyncAnchor.None))).Fault;

        fault.IsTransient.ShouldBeTrue(fault.ToString());
    }

    [Fact]
    public async Task AnyServer_OpensWithoutSayingHow_FaultOfTheAccount()
    {
        await using var mail = Mail("", "IMAP4rev1", async connection =>
        {
            await connection.AnswerAsync("EXAMINE INBOX", "OK done", "* 1 EXISTS", "* OK [UIDVALIDITY 5] .", "* OK [UIDNEXT 8] .");
            await connection.WaitUntilGoneAsync();
        });

        var fault = (await Should.ThrowAsync<MailFaultException>(() => mail.ScanAsync(SyncAnchor.None))).Fault;

        fault.Kind.ShouldBe(MailFaultKind.Protocol);
    }

    [Fact]
    public async Task AnyServer_UidsTwiceAndDescending_EachMessageOnceNewestFirst()
    {
        await using var mail = Mail("", "IMAP4rev1", async connection =>
        {
            await connection.AnswerAsync("EXAMINE INBOX", "OK [READ-ONLY] done", "* 3 EXISTS", "* OK [UIDVALIDITY 5] .", "* OK [UIDNEXT 4] .");
            await connection.AnswerAsync("FETCH", "OK done", $"* 1 FETCH (UID 9 {Described})", $"* 2 FETCH (UID 3 {Described})", $"* 3 FETCH (UID 9 {Described})");
            await connection.WaitUntilGoneAsync();
        });

        var delta = await mail.ScanAsync(SyncAnchor.None);

        delta.Added.Select(message => message.Uid).ShouldBe([9u, 3u]);
        delta.Next.ShouldBe(new SyncAnchor(5, 0, 10, 0), "UIDNEXT was a lie: nothing known may count as new");
    }

    [Fact]
    public async Task AnyServer_TaggedOkLost_FaultAndTheNextScanFindsAll()
    {
        var connections = 0;
        await using var mail = Mail("", "IMAP4rev1", async connection =>
        {
            await connection.AnswerAsync("EXAMINE INBOX", "OK [READ-ONLY] done", "* 1 EXISTS", "* OK [UIDVALIDITY 5] .", "* OK [UIDNEXT 8] .");
            var tag = await connection.ExpectAsync("FETCH");
            await connection.SayAsync($"* 1 FETCH (UID 7 {Described})");
            if (Interlocked.Increment(ref connections) == 1)
                return;
            await connection.SayAsync($"{tag} OK done");
            await connection.WaitUntilGoneAsync();
        });

        (await Should.ThrowAsync<MailFaultException>(() => mail.ScanAsync(SyncAnchor.None))).Fault.Kind.ShouldBe(MailFaultKind.Network);
        (await mail.ScanAsync(SyncAnchor.None)).Added.Single().Uid.ShouldBe(7u);
    }

    [Theory]
    [InlineData("NO [LIMIT] Maximum number of connections from user+IP exceeded (mail_max_userip_connections=10)")]
    [InlineData("NO [INUSE] The mailbox is in use")]
    [InlineData("NO [UNAVAILABLE] The service is not available now")]
    [InlineData("NO [ALERT] Too many simultaneous connections. (Failure)")]
    [InlineData("NO Account exceeded command or bandwidth limits. 3i6mf2046wmc.1")]
    [InlineData("NO [AUTHENTICATIONFAILED] Too many login attempts, please try again later")]
    [InlineData("BAD User is authenticated but not connected.")]
    public async Task SignIn_ServerHasTooMuchOfUs_NeverAWrongPassword(string answer)
    {
        await using var mail = new ScriptedMail(async connection =>
        {
            await connection.SayAsync("* OK ready");
            await connection.AnswerAsync("CAPABILITY", "OK done", "* CAPABILITY IMAP4rev1 AUTH=PLAIN SASL-IR");
            await connection.AnswerAsync("AUTHENTICATE PLAIN", answer);
            await connection.WaitUntilGoneAsync();
        });

        (await mail.SignInAsync())?.Kind.ShouldBe(MailFaultKind.Throttled);
    }

    [Fact]
    public async Task RentAsync_ServerAllowsNoThirdConnection_PersonSharesTheSecond()
    {
        var connections = 0;
        await using var mail = new ScriptedMail(
            async connection =>
            {
                if (Interlocked.Increment(ref connections) == 2)
                {
                    await connection.SayAsync("* OK ready");
                    await connection.AnswerAsync("CAPABILITY", "OK done", "* CAPABILITY IMAP4rev1 AUTH=PLAIN SASL-IR");
                    await connection.AnswerAsync("AUTHENTICATE PLAIN", "NO [ALERT] Too many simultaneous connections. (Failure)");
                    return;
                }

                await connection.ImapSignInAsync();
                await connection.WaitUntilGoneAsync();
            },
            maxConnections: 3);
        await using var pool = mail.Get<ImapSessionPoolFactory>().Create(mail.Servers, mail);
        await using (var background = await pool.RentAsync(ImapPurpose.Background, default))
            background.Complete();

        for (var time = 0; time < 2; time++)
        {
            await using var person = await pool.RentAsync(ImapPurpose.Interactive, default);
            person.Complete();
        }

        connections.ShouldBe(2);
    }

    private static ScriptedMail Mail(string provider, string capabilities, Func<ScriptedConnection, Task> script, TimeSpan? patience = null) => new(
        async connection =>
        {
            await connection.ImapSignInAsync(capabilities);
            await script(connection);
        },
        change: options => options with { OperationTimeout = patience ?? options.OperationTimeout },
        providerId: provider);
}
