using Webmail.Engine.Writing;
using Webmail.Mail.Render;
using Webmail.Model;

namespace Webmail.UnitTests.Engine;

public sealed class IdentityChoiceTests
{
    private static readonly AccountId Account = new(1);
    private static readonly SenderIdentity Own = new(Account, null, "Anna", "anna@example.org", "", false, "", "");
    private static readonly SenderIdentity Office = Own with { Id = new IdentityId(7), Address = "office@example.org" };

    [Theory]
    [InlineData("office@example.org", "", "office@example.org", null)]
    [InlineData("list@example.net", "OFFICE@Example.org", "office@example.org", null)]
    [InlineData("anna@example.org", "", "anna@example.org", null)]
    [InlineData("list@example.net", "anna@example.org", "anna@example.org", null)]
    [InlineData("anna+shop@example.org", "anna@example.org", "anna@example.org", "anna+shop@example.org")]
    [InlineData("anna+@evil@example.org", "anna@example.org", "anna@example.org", null)]
    [InlineData("sales@example.org", "anna@example.org", "anna@example.org", null)]
    public void For_WrittenTo_AnswersAsThat(string to, string deliveredTo, string address, string? offered)
    {
        var choice = IdentityChoice.For(Message(to, deliveredTo), Account, [Own, Office], isOwnDomain: false);

        (choice.Identity.Address, choice.Offered).ShouldBe((address, offered));
    }

    [Fact]
    public void For_CatchAllOfAnOwnDomain_OffersTheAddress()
    {
        IdentityChoice.For(Message("sales@example.org", "sales@example.org"), Account, [Own, Office], isOwnDomain: true).Offered.ShouldBe("sales@example.org");
        IdentityChoice.For(Message("sales@example.org", "sales@example.org"), Account, [Own, Office], isOwnDomain: false).Offered.ShouldBeNull();
        IdentityChoice.For(Message("sales@other.example", "sales@other.example"), Account, [Own, Office], isOwnDomain: true).Offered.ShouldBeNull();
    }

    [Fact]
    public void For_OwnMessage_GoesOnAsTheSame() =>
        IdentityChoice.For(Message("x@example.net", "") with { From = new MailPerson("", "office@example.org") }, Account, [Own, Office], isOwnDomain: false).Identity.ShouldBe(Office);

    private static RenderedMessage Message(string to, string deliveredTo) => new(
        new MailPerson("", "x@example.net"), [new MailPerson("", to)], [], [], "", null, "", [], BodyFormat.Text, "", 0, [], "", false, null)
    {
        DeliveredTo = deliveredTo.Length > 0 ? [deliveredTo] : [],
    };
}
