using Microsoft.Extensions.Time.Testing;
using Webmail.Engine;

namespace Webmail.UnitTests.Engine;

public sealed class SignInLimiterTests
{
    private readonly FakeTimeProvider _time = new();

    [Fact]
    public void IsAllowed_TenFailures_RefusesUntilTheWindowPassed()
    {
        var limiter = new SignInLimiter(_time);
        for (var i = 0; i < 9; i++)
            limiter.Failed("anna@test.local", "192.0.2");
        limiter.IsAllowed("anna@test.local", "192.0.2").ShouldBeTrue();

        limiter.Failed(" ANNA@test.local", "192.0.2");
        limiter.IsAllowed("anna@test.local", "192.0.2").ShouldBeFalse();

        _time.Advance(TimeSpan.FromMinutes(15) + TimeSpan.FromSeconds(1));
        limiter.IsAllowed("anna@test.local", "192.0.2").ShouldBeTrue();
    }

    [Fact]
    public void IsAllowed_OtherNetworkOrAccount_IsNotTouched()
    {
        var limiter = new SignInLimiter(_time);
        for (var i = 0; i < 20; i++)
            limiter.Failed("anna@test.local", "192.0.2");

        limiter.IsAllowed("anna@test.local", "198.51.100").ShouldBeTrue();
        limiter.IsAllowed("boris@test.local", "192.0.2").ShouldBeTrue();
    }
}
