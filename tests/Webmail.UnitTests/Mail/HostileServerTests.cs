using Webmail.Model;
using Webmail.TestKit.Servers;

namespace Webmail.UnitTests.Mail;

/// <summary>
/// Servers that mean harm. Each is first shown to kill, hang, flood or deceive MailKit on its own; a case that harms nobody proves nothing and
/// is not here. To us it is a fault of the account, within the deadline, and no more of it is read than the bound; all of them together, in one
/// process, need no more memory than <see cref="GuardedClient"/> gives it.
/// </summary>
public sealed class HostileServerTests(HostileRuns runs) : IClassFixture<HostileRuns>
{
    public static TheoryData<string> Names => [.. HostileTrick.All.Keys.Where(name => name != HostileTrick.AheadOfTls)];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Trick_HarmsABareClient_IsAFaultToUs(string name)
    {
        var run = await runs.OfAsync(name);

        run.Bare.ShouldNotBe(BareClient.Harm.None, "a case that harms nobody is to be deleted");
        run.Ours.Struck.ShouldBeTrue("we never came as far as the trick");
        run.Ours.Fault.ShouldNotBeNull().ShouldBeOneOf(MailFaultKind.Protocol, MailFaultKind.Network, MailFaultKind.Throttled);
        run.Ours.SentBytes.ShouldBeLessThan(HostileRuns.MaxBytes * 2);
    }

    [Fact]
    public async Task CapabilityAheadOfTls_DeceivesABareClient_IsNotBelievedByUs()
    {
        var run = await runs.OfAsync(HostileTrick.AheadOfTls);

        run.Bare.ShouldBe(BareClient.Harm.Deceived);
        run.Ours.Struck.ShouldBeTrue();
        run.Ours.Text.ShouldBeNull();
        run.Ours.Heard.ShouldContain(line => line.EndsWith("CAPABILITY", StringComparison.Ordinal), "what the server can do is asked inside TLS");
    }
}
