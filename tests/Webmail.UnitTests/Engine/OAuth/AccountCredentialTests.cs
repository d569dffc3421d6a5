using Microsoft.Extensions.Logging.Abstractions;
using Webmail.Data;
using Webmail.Engine.OAuth;
using Webmail.Model;
using Webmail.UnitTests.Data;

namespace Webmail.UnitTests.Engine.OAuth;

/// <summary>Who asks for a token at which moment, and how often the provider hears of it.</summary>
public sealed class AccountCredentialTests : IAsyncDisposable, ITokenRefresher
{
    private readonly TaskCompletionSource _gate = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private TestStore? _store;
    private TestAccount? _account;
    private Func<OAuthTokens, RefreshOutcome>? _answer;
    private int _asked;

    private TestStore Store => _store ?? throw new InvalidOperationException("Not started");

    private DateTimeOffset Now => Store.Time.GetUtcNow();

    [Fact]
    public async Task Get_FreshToken_AsksNobody()
    {
        var credential = await StartAsync(life: TimeSpan.FromHours(1));

        (await credential.GetAsync(CancellationToken.None)).Secret.ShouldBe("access 0");

        _asked.ShouldBe(0);
    }

    [Fact]
    public async Task Get_ManyAtOnceNearTheEnd_OneRefreshForAll()
    {
        var credential = await StartAsync(life: TimeSpan.FromHours(1));
        Store.Time.Advance(TimeSpan.FromMinutes(56));

        var waiting = Enumerable.Range(0, 20).Select(_ => credential.GetAsync(CancellationToken.None)).ToList();
        _gate.SetResult();

        (await Task.WhenAll(waiting)).ShouldAllBe(got => got.Secret == "access 1");
        _asked.ShouldBe(1);
        (await StoredAsync()).RefreshToken.ShouldBe("refresh 1");
    }

    [Fact]
    public async Task Get_CallerLeaves_TheNewTokenIsKeptAllTheSame()
    {
        var credential = await StartAsync(life: TimeSpan.FromHours(1));
        Store.Time.Advance(TimeSpan.FromMinutes(56));
        using var leaving = new CancellationTokenSource();

        var waiting = credential.GetAsync(leaving.Token);
        await leaving.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(waiting);
        _gate.SetResult();

        (await credential.GetAsync(CancellationToken.None)).Secret.ShouldBe("access 1");
        _asked.ShouldBe(1);
    }

    [Fact]
    public async Task Get_Revoked_SaysSoAndNeverAsksAgain()
    {
        var credential = await StartAsync(life: TimeSpan.FromHours(1), _ => new RefreshOutcome.Revoked());
        _gate.SetResult();
        Store.Time.Advance(TimeSpan.FromHours(2));

        for (var attempt = 0; attempt < 3; attempt++)
            (await Should.ThrowAsync<MailFaultException>(() => credential.GetAsync(CancellationToken.None))).Fault.Kind.ShouldBe(MailFaultKind.Authentication);

        _asked.ShouldBe(1);
        (await StoredAsync()).RefreshToken.ShouldBeNull();
    }

    [Fact]
    public async Task Get_ProviderDown_TheOldTokenServesToItsEnd_ThenTheAccountWaits()
    {
        var credential = await StartAsync(life: TimeSpan.FromHours(1), _ => new RefreshOutcome.Failed(new MailFault(MailFaultKind.Network, "down")));
        _gate.SetResult();
        Store.Time.Advance(TimeSpan.FromMinutes(57));
        (await credential.GetAsync(CancellationToken.None)).Secret.ShouldBe("access 0");

        Store.Time.Advance(TimeSpan.FromMinutes(4));
        for (var attempt = 0; attempt < 3; attempt++)
            (await Should.ThrowAsync<MailFaultException>(() => credential.GetAsync(CancellationToken.None))).Fault.Kind.ShouldBe(MailFaultKind.Network);

        // Once while it still served, once for all who came after.
        _asked.ShouldBe(2);
    }

    [Fact]
    public async Task Renew_RefusedToken_OnceAMinute()
    {
        var credential = await StartAsync(life: TimeSpan.FromHours(1));
        _gate.SetResult();
        var first = await credential.GetAsync(CancellationToken.None);

        var second = (await credential.RenewAsync(first, CancellationToken.None)).ShouldNotBeNull();
        second.Secret.ShouldBe("access 1");
        (await credential.RenewAsync(first, CancellationToken.None)).ShouldNotBeNull().Secret.ShouldBe("access 1");
        (await credential.RenewAsync(second, CancellationToken.None)).ShouldBeNull();

        Store.Time.Advance(TimeSpan.FromMinutes(2));
        (await credential.RenewAsync(second, CancellationToken.None)).ShouldNotBeNull().Secret.ShouldBe("access 2");
    }

    [Fact]
    public async Task Renew_Password_NeverTriedTwice()
    {
        var credential = await StartAsync(life: TimeSpan.FromHours(1));
        var password = new MailCredential(CredentialKind.Password, "typed");
        await Store.Get<AccountStore>().ReplaceCredentialAsync(Account.Id, password, CancellationToken.None);

        (await credential.RenewAsync(password, CancellationToken.None)).ShouldBeNull();
    }

    [Fact]
    public async Task Refresh_PersonConsentsMeanwhile_TheNewConsentStays()
    {
        var credential = await StartAsync(life: TimeSpan.FromHours(1), _ => new RefreshOutcome.Revoked());
        Store.Time.Advance(TimeSpan.FromHours(2));
        var waiting = credential.GetAsync(CancellationToken.None);
        await Store.Get<AccountStore>().ReplaceCredentialAsync(Account.Id, MailCredential.Of(Tokens(9, TimeSpan.FromHours(1))), CancellationToken.None);
        _gate.SetResult();

        (await waiting).Secret.ShouldBe("access 9");
    }

    async Task<RefreshOutcome> ITokenRefresher.RefreshAsync(OAuthTokens tokens, CancellationToken cancellationToken)
    {
        var asked = Interlocked.Increment(ref _asked);
        await _gate.Task;
        return _answer?.Invoke(tokens) ?? new RefreshOutcome.Renewed(Tokens(asked, TimeSpan.FromHours(1)));
    }

    public async ValueTask DisposeAsync()
    {
        if (_store is not null)
            await _store.DisposeAsync();
    }

    private TestAccount Account => _account ?? throw new InvalidOperationException("Not started");

    private OAuthTokens Tokens(int number, TimeSpan life) => new("google", $"access {number}", $"refresh {number}", Now, Now + life);

    private async Task<OAuthTokens> StoredAsync() =>
        (await Store.Get<AccountStore>().CredentialAsync(Account.Id, CancellationToken.None)).ShouldNotBeNull().Tokens.ShouldNotBeNull();

    private async Task<AccountCredential> StartAsync(TimeSpan life, Func<OAuthTokens, RefreshOutcome>? answer = null)
    {
        _store = await TestStore.CreateAsync();
        _account = await _store.AddAccountAsync();
        _answer = answer;
        await _store.Get<AccountStore>().ReplaceCredentialAsync(_account.Id, MailCredential.Of(Tokens(0, life)), CancellationToken.None);
        return new AccountCredential(_account.Id, _store.Get<AccountStore>(), this, _store.Time, NullLogger<AccountCredential>.Instance);
    }
}
