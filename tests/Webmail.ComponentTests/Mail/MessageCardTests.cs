using Bunit;
using Microsoft.Extensions.DependencyInjection;
using Webmail.Engine;
using Webmail.Model;
using Webmail.Web.Components.Mail;
using Webmail.Web.State;

namespace Webmail.ComponentTests.Mail;

/// <summary>What stands above a body: reports, invitations, why it is shown as it is.</summary>
public sealed class MessageCardTests
{
    private static readonly MessageView Letter = new(
        new MessageId(5), new AccountId(1), "s", new MailPerson("", "a@example.test"), [], [], MailContext.Now, false, "", 0,
        [new AttachmentView(2, "Plan.eml", "message/rfc822", 900, false)], false, null);

    [Theory]
    [InlineData("en", "Not delivered to anna@example.test", "The mailbox is full. Try again later.")]
    [InlineData("ru", "Не доставлено: anna@example.test", "Ящик переполнен. Попробуйте позже.")]
    public void Report_Failed_SaysWhyAndWhatToDo(string language, string what, string why)
    {
        using var context = new MailContext(language);

        var card = Render(context, Letter with { Report = new DeliveryReport([new RecipientReport("anna@example.test", DeliveryOutcome.Failed, DeliveryReason.MailboxFull, "5.2.2", "over quota")]) });

        card.Find(".report b").TextContent.ShouldBe(what);
        card.Find(".report p").TextContent.ShouldBe(why);
        card.Find(".report details p").TextContent.ShouldBe("5.2.2 over quota");
    }

    [Fact]
    public void Report_EachOutcomeAndReason_HasItsWords()
    {
        foreach (var language in new[] { "en", "ru" })
        {
            using var context = new MailContext(language);
            var all = from outcome in Enum.GetValues<DeliveryOutcome>() from reason in Enum.GetValues<DeliveryReason>() select new RecipientReport("", outcome, reason, "", "");

            Render(context, Letter with { Report = new DeliveryReport([.. all]) }).Find(".report").TextContent.ShouldNotContain("Delivery");
        }
    }

    [Fact]
    public void Invitation_InAnotherZone_IsToldInThePersonsZone()
    {
        using var context = new MailContext();
        context.Services.GetRequiredService<ScreenClock>().Use("Europe/Moscow");
        var invitation = new Invitation(
            InvitationKind.Update, "Plan", new DateTimeOffset(2026, 11, 24, 22, 30, 0, TimeSpan.Zero), new DateTimeOffset(2026, 11, 24, 23, 0, 0, TimeSpan.Zero),
            false, false, true, "Room 2", new MailPerson("Anna", "anna@example.test"), [new InvitedPerson(new MailPerson("Boris", ""), InvitationAnswer.Declined)], 3);

        var card = Render(context, Letter with { Invitation = invitation }).Find(".invite");

        card.GetAttribute("aria-label").ShouldBe("Updated invitation");
        card.TextContent.ShouldContain("25 November 2026, 01:30–02:00 (Moscow)");
        card.TextContent.ShouldContain("Boris (does not come)");
        card.TextContent.ShouldContain("and 2 more");
    }

    [Fact]
    public void Invitation_AllDay_EndsOnItsLastDay()
    {
        using var context = new MailContext();
        context.Services.GetRequiredService<ScreenClock>().Use("America/New_York");
        var day = new DateTimeOffset(2026, 11, 24, 0, 0, 0, TimeSpan.Zero);

        var card = Render(context, Letter with { Invitation = new Invitation(InvitationKind.Cancellation, "Fair", day, day.AddDays(2), true, false, false, "", null, [], 0) });

        card.Find(".invite dd").TextContent.Trim().ShouldBe("24 November 2026 – 25 November 2026");
    }

    [Fact]
    public void Attachment_Message_OpensAsOne()
    {
        using var context = new MailContext();

        var link = Render(context, Letter).Find("[aria-label='Preview Plan.eml']");

        link.GetAttribute("role").ShouldBe("button");
        link.GetAttribute("href").ShouldBe("/message/5/2");
    }

    [Fact]
    public void Body_ShownRaw_CanBeDownloaded()
    {
        using var context = new MailContext();

        Render(context, Letter with { Problem = "x" }).Find("[role=note] a").GetAttribute("href").ShouldBe("/api/messages/5/raw");
    }

    [Fact]
    public void Body_OtherEncodingOfAPart_IsInTheAddressOfTheFrame()
    {
        using var context = new MailContext();

        var body = context.Render<MessageBody>(parameters => parameters
            .Add(x => x.Message, Letter)
            .Add(x => x.Within, PartPath.Parse("2.0"))
            .Add(x => x.Display, new MessageDisplay("koi8-r")));

        body.Find("iframe").GetAttribute("src").ShouldBe("/api/messages/5/parts/2.0/body?charset=koi8-r");
    }

    [Theory]
    [InlineData("en", "Verified sender· signed by example.test")]
    [InlineData("ru", "Отправитель подтверждён· подписано example.test")]
    public void Sender_Verified_IsOneCalmLineWithDetails(string language, string line)
    {
        using var context = new MailContext(language);

        var head = context.Render<MessageHead>(parameters => parameters
            .Add(x => x.From, Letter.From).Add(x => x.To, []).Add(x => x.Cc, [])
            .Add(x => x.Sender, new SenderView(SenderVerdict.DomainSigned, "example.test", "mx.example.test", [new SenderCheck("dkim", "pass", "example.test")], [])));

        head.Find(".sender-line summary").TextContent.ShouldBe(line);
        head.Find(".sender-line li").TextContent.ShouldBe("DKIM example.test: pass");
        head.Find("details.sender-line").HasAttribute("open").ShouldBeFalse();
    }

    [Fact]
    public void Sender_EachVerdictAndDoubt_HasItsWords()
    {
        foreach (var language in new[] { "en", "ru" })
        {
            using var context = new MailContext(language);
            foreach (var verdict in Enum.GetValues<SenderVerdict>())
            {
                var sender = new SenderView(verdict, "d", "", [], [.. Enum.GetValues<SenderDoubtKind>().Select(kind => new SenderDoubt(kind, "about"))]);
                context.Render<SenderLine>(parameters => parameters.Add(x => x.Sender, sender)).Markup.ShouldNotContain($"Sender{verdict}");
                context.Render<SenderNote>(parameters => parameters.Add(x => x.Sender, sender)).Markup.ShouldNotContain("Doubt");
            }
        }
    }

    [Fact]
    public void Doubts_Several_AreOneNoteWithReasons()
    {
        using var context = new MailContext();

        var body = Render(context, Letter with { Sender = new SenderView(SenderVerdict.NotSigned, "", "", [], [new SenderDoubt(SenderDoubtKind.SeveralAuthors, "x"), new SenderDoubt(SenderDoubtKind.FirstMessage, "")]) });

        body.FindAll("[role=note]").ShouldHaveSingleItem().QuerySelectorAll("li").Length.ShouldBe(2);
        body.Find("[role=note] b").TextContent.ShouldBe("Look closely at who wrote this");
    }

    [Fact]
    public void Doubts_FirstMessageOnly_DoesNotAlarm()
    {
        using var context = new MailContext();

        var body = Render(context, Letter with { Sender = new SenderView(SenderVerdict.DomainSigned, "d", "", [], [new SenderDoubt(SenderDoubtKind.FirstMessage, "")]) });

        body.Find("[role=note]").ClassList.ShouldNotContain("note-warning");
        body.FindAll("[role=note] b").ShouldBeEmpty();
    }

    [Theory]
    [InlineData("en", "Show images", "Always show from Anna")]
    [InlineData("ru", "Показать картинки", "Всегда показывать от Anna")]
    public void Images_Blocked_CanBeShownOnceAndAlways(string language, string once, string always)
    {
        using var context = new MailContext(language);
        MessageDisplay? shown = null;
        var trusted = false;

        var body = context.Render<MessageBody>(parameters => parameters
            .Add(x => x.Message, Letter with { BlockedImages = 2, From = new MailPerson("Anna", "a@example.test"), Trackers = ["Mailchimp"] })
            .Add(x => x.OnDisplay, display => shown = display)
            .Add(x => x.OnTrust, () => trusted = true));

        var buttons = body.FindAll("[role=note] button");
        buttons.Select(button => button.TextContent).ShouldBe([once, always]);
        buttons[0].Click();
        buttons[1].Click();
        shown.ShouldBe(new MessageDisplay(ShowImages: true));
        trusted.ShouldBeTrue();
        body.Find("[role=note]").TextContent.ShouldContain("Mailchimp");
    }

    [Fact]
    public void Images_Asked_TheFrameCarriesAConsentThatStaysTheSame()
    {
        using var context = new MailContext();

        var body = context.Render<MessageBody>(parameters => parameters.Add(x => x.Message, Letter).Add(x => x.Display, new MessageDisplay(ShowImages: true)));
        var address = body.Find("iframe").GetAttribute("src").ShouldNotBeNull();
        body.Render();

        address.ShouldStartWith("/api/messages/5/body?images=");
        body.Find("iframe").GetAttribute("src").ShouldBe(address);
    }

    [Theory]
    [InlineData(RemoteImageDecision.BlockedUnverified, "cannot be verified")]
    [InlineData(RemoteImageDecision.BlockedAlways, "Remote images are blocked")]
    public void Images_BlockedAllTheSame_OffersOnlyThisMessage(RemoteImageDecision decision, string text)
    {
        using var context = new MailContext();

        var body = context.Render<MessageBody>(parameters => parameters
            .Add(x => x.Message, Letter with { BlockedImages = 1, Images = decision })
            .Add(x => x.OnDisplay, _ => { })
            .Add(x => x.OnTrust, () => { }));

        body.Find("[role=note]").TextContent.ShouldContain(text);
        body.FindAll("[role=note] button").ShouldHaveSingleItem().TextContent.ShouldBe("Show images");
    }

    [Fact]
    public void Mailing_Verified_IsLeftByOneButton()
    {
        using var context = new MailContext();
        var left = false;

        var body = context.Render<MessageBody>(parameters => parameters
            .Add(x => x.Message, Letter with { Unsubscribing = new Unsubscribing(new Uri("https://l.example/u"), new Uri("https://l.example/u"), null) })
            .Add(x => x.OnUnsubscribe, () => left = true));
        body.Find("[role=note] button").Click();

        left.ShouldBeTrue();
    }

    [Fact]
    public void Mailing_NotVerified_IsLeftByMessageOrOnItsPage()
    {
        using var context = new MailContext();

        Render(context, Letter with { Unsubscribing = new Unsubscribing(null, new Uri("https://l.example/u"), "mailto:u@l.example?subject=off") })
            .Find("[role=note] a").GetAttribute("href").ShouldBe("/compose?to=u@l.example&subject=off");
        var link = Render(context, Letter with { Unsubscribing = new Unsubscribing(null, new Uri("https://l.example/u"), null) }).Find("[role=note] a");
        link.GetAttribute("href").ShouldBe("https://l.example/u");
        link.GetAttribute("rel").ShouldNotBeNull().ShouldContain("noreferrer");
    }

    [Fact]
    public void Attachments_Several_AreSavedAtOnceAndLookedAt()
    {
        using var context = new MailContext();

        var list = Render(context, Letter with
        {
            Attachments =
            [
                new AttachmentView(1, "a.png", "image/png", 900, false) { ActualType = "image/png" },
                new AttachmentView(2, "b.txt", "text/plain", 900, false),
                new AttachmentView(3, "c.png", "image/png", 900, false) { ActualType = "application/x-executable", Risk = AttachmentRisk.Disguised },
            ],
        });

        list.Find("a[href='/api/messages/5/files.zip']").TextContent.ShouldBe("Save all");
        list.FindAll("[role=button][aria-label^=Preview]").Select(link => link.GetAttribute("href")).ShouldBe(["/api/messages/5/parts/1/picture", "/api/messages/5/parts/2/text"]);
        list.FindAll("img").Select(image => image.GetAttribute("src")).ShouldBe(["/api/messages/5/parts/1/thumbnail"]);
        list.Find(".file-risk").TextContent.ShouldContain("not what its name says");
    }

    [Theory]
    [InlineData(true, "Dark version")]
    [InlineData(false, "Letters of one width")]
    public void MoreActions_OfHtmlAndText_OfferTheirLook(bool isHtml, string name)
    {
        using var context = new MailContext();
        MessageDisplay? shown = null;

        var toolbar = context.Render<ReaderToolbar>(parameters => parameters
            .Add(x => x.MessageId, Letter.Id).Add(x => x.BackHref, "/mail/1").Add(x => x.IsHtml, isHtml).Add(x => x.OnDisplay, display => shown = display));
        toolbar.FindAll("[role=menuitemcheckbox]").Single(item => item.TextContent.Trim() == name).Click();
        shown.ShouldBe(new MessageDisplay(Dark: isHtml, Monospace: !isHtml));
        toolbar.FindAll("[role=menu][aria-label=Encoding] [role=menuitemradio]").Single(item => item.TextContent.Trim() == "koi8-r").Click();

        shown.ShouldBe(new MessageDisplay("koi8-r"));
    }

    private static IRenderedComponent<MessageBody> Render(MailContext context, MessageView message) =>
        context.Render<MessageBody>(parameters => parameters.Add(x => x.Message, message));
}
