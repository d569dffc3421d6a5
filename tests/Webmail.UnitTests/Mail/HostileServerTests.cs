using Webmail.Model;

namespace Webmail.UnitTests.Mail;

/// <summary>
/// Servers that mean harm. Each is first shown to kill, hang, flood or deceive MailKit on its own; a case that harms nobody proves nothing and
/// is not here. To us it is a fault of the account, within the deadline, and no more of it is read than the bound.
/// </summary>
public sealed class HostileServerTests(HostileRuns runs) : IClassFixture<HostileRuns>
{
    public static TheoryData<string> Names => [.. HostileTrick.All.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Trick_HarmsABareClient_IsAFaultToUs(string name)
    {
        var run = await runs.OfAsync(name);

        run.Bare.ShouldNotBe(BareClient.Harm.None, "a case that harms nobody is to be deleted");
        run.Fault.ShouldNotBeNull().Kind.ShouldBeOneOf(MailFaultKind.Protocol, MailFaultKind.Network);
        run.SentToUs.ShouldBeLessThan(HostileRuns.MaxBytes * 2, "what is read is what memory has to hold");
    }
}
