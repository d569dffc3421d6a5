using System.Text;
using Webmail.Model;

namespace Webmail.UnitTests.Mail.Render;

/// <summary>Messages that machines write for machines.</summary>
public sealed class ReportTests
{
    [Theory]
    [InlineData("failed", "5.1.1", "smtp; 550 5.1.1 User unknown", DeliveryOutcome.Failed, DeliveryReason.NoSuchAddress)]
    [InlineData("failed", "5.0.0", "smtp; 552-5.2.2 The mailbox is over quota", DeliveryOutcome.Failed, DeliveryReason.MailboxFull)]
    [InlineData("Failed", "5.7.26", "smtp; 550-5.7.26 unauthenticated", DeliveryOutcome.Failed, DeliveryReason.Authentication)]
    [InlineData("failed", "5.7.1 (rejected)", "", DeliveryOutcome.Failed, DeliveryReason.Refused)]
    [InlineData("delayed", "4.4.1", "smtp; Connection timed out", DeliveryOutcome.Delayed, DeliveryReason.Unreachable)]
    [InlineData("failed", "4.4.7", "", DeliveryOutcome.Failed, DeliveryReason.Expired)]
    [InlineData("failed", "nonsense", "x", DeliveryOutcome.Failed, DeliveryReason.Unknown)]
    [InlineData("delivered", "2.1.5", "", DeliveryOutcome.Delivered, DeliveryReason.Unknown)]
    public void Render_DeliveryStatus_IsOutcomeAndReason(string action, string status, string diagnostic, DeliveryOutcome outcome, DeliveryReason reason)
    {
        var report = Corpus.Render(Report("delivery-status", $"Reporting-MTA: dns; mx.example\r\n\r\nFinal-Recipient: rfc822; anna@example.org\r\nAction: {action}\r\nStatus: {status}\r\nDiagnostic-Code: {diagnostic}")).Report.ShouldNotBeNull();

        var recipient = report.Recipients.ShouldHaveSingleItem();
        (recipient.Address, recipient.Outcome, recipient.Reason).ShouldBe(("anna@example.org", outcome, reason));
    }

    [Theory]
    [InlineData("displayed", DeliveryOutcome.Read)]
    [InlineData("deleted", DeliveryOutcome.DeletedUnread)]
    public void Render_ReadReceipt_SaysWhatHappened(string disposition, DeliveryOutcome outcome) =>
        Corpus.Render(Report("disposition-notification", $"Final-Recipient: rfc822;boris@example.org\r\nDisposition: manual-action/MDN-sent-manually; {disposition}"))
            .Report.ShouldNotBeNull().Recipients.ShouldBe([new RecipientReport("boris@example.org", outcome, DeliveryReason.Unknown, "", "")]);

    [Fact]
    public void Render_ReportOnThousands_IsBounded() =>
        Corpus.Render(Report("delivery-status", string.Concat(Enumerable.Range(0, 1000).Select(i => $"Final-Recipient: rfc822;u{i}@example.org\r\nAction: failed\r\n\r\n"))))
            .Report.ShouldNotBeNull().Recipients.Count.ShouldBe(DeliveryReport.MaxRecipients);

    [Fact]
    public void Render_OrdinaryMessage_IsNoReport() => Corpus.Render("alternative-text-and-html").Report.ShouldBeNull();

    [Fact]
    public void Render_InvitationUpdate_SaysWhatWhenWhereWho()
    {
        var invitation = Corpus.Render(Calendar("REQUEST", "SEQUENCE:2\r\nRRULE:FREQ=WEEKLY")).Invitation.ShouldNotBeNull();

        invitation.Kind.ShouldBe(InvitationKind.Update);
        invitation.Summary.ShouldBe("Планёрка, зал 2");
        invitation.Start.ShouldBe(new DateTimeOffset(2026, 11, 24, 16, 0, 0, TimeSpan.FromHours(3)));
        invitation.End.ShouldBe(new DateTimeOffset(2026, 11, 24, 16, 45, 0, TimeSpan.FromHours(3)));
        (invitation.IsAllDay, invitation.IsFloating, invitation.Repeats, invitation.Location).ShouldBe((false, false, true, "Room 2"));
        invitation.Organizer.ShouldBe(new MailPerson("Anna", "anna@example.org"));
        invitation.People.ShouldBe([new InvitedPerson(new MailPerson("Boris", "boris@example.org"), InvitationAnswer.Accepted), new InvitedPerson(new MailPerson("", "vera@example.org"), InvitationAnswer.None)]);
    }

    [Theory]
    [InlineData("CANCEL", "", InvitationKind.Cancellation)]
    [InlineData("REQUEST", "STATUS:CANCELLED", InvitationKind.Cancellation)]
    [InlineData("REQUEST", "", InvitationKind.Request)]
    [InlineData("REPLY", "", InvitationKind.Reply)]
    [InlineData("PUBLISH", "", InvitationKind.Event)]
    public void Render_Calendar_KindFollowsItsMethod(string method, string lines, InvitationKind kind) =>
        Corpus.Render(Calendar(method, lines)).Invitation.ShouldNotBeNull().Kind.ShouldBe(kind);

    [Theory]
    [InlineData("Customized Time Zone")]
    [InlineData("No/Such")]
    public void Render_CalendarOfUnknownZone_IsLocalTime(string zone)
    {
        var invitation = Corpus.Render(Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(Calendar("REQUEST", "")).Replace("Europe/Moscow", zone, StringComparison.Ordinal))).Invitation.ShouldNotBeNull();

        invitation.IsFloating.ShouldBeTrue();
        invitation.Start.DateTime.ShouldBe(new DateTime(2026, 11, 24, 16, 0, 0));
    }

    [Fact]
    public void Render_CalendarNestedDeep_IsAFileOnly() =>
        Corpus.Render(Calendar("REQUEST", Corpus.Repeat("BEGIN:X\r\n", 20_000))).Invitation.ShouldBeNull();

    private static byte[] Report(string type, string status) => Encoding.UTF8.GetBytes(
        $"From: mailer-daemon@example.org\r\nContent-Type: multipart/report; report-type={type}; boundary=o\r\n\r\n--o\r\n\r\nSorry.\r\n--o\r\nContent-Type: message/{type}\r\n\r\n{status}\r\n--o--\r\n");

    private static byte[] Calendar(string method, string lines) => Encoding.UTF8.GetBytes($"""
        From: anna@example.org
        Content-Type: text/calendar; charset=utf-8; method={method}

        BEGIN:VCALENDAR
        VERSION:2.0
        PRODID:-//x
        METHOD:{method}
        BEGIN:VEVENT
        UID:1
        DTSTAMP:20261120T080000Z
        DTSTART;TZID=Europe/Moscow:20261124T160000
        DTEND;TZID=Europe/Moscow:20261124T164500
        SUMMARY:Планёрка\, зал 2
        LOCATION:Room 2
        ORGANIZER;CN=Anna:mailto:anna@example.org
        ATTENDEE;CN=Boris;PARTSTAT=ACCEPTED:mailto:boris@example.org
        ATTENDEE:mailto:vera@example.org
        {lines}
        END:VEVENT
        END:VCALENDAR
        """.ReplaceLineEndings("\r\n").Replace("\r\n\r\nEND:VEVENT", "\r\nEND:VEVENT", StringComparison.Ordinal));
}
