using Microsoft.Extensions.Time.Testing;
using Webmail.Engine.Accounts;
using Webmail.Model;

namespace Webmail.UnitTests.Engine;

public sealed class AccountInboxTests
{
    private readonly AccountInbox _inbox = new();
    private readonly FakeTimeProvider _time = new();

    [Fact]
    public void Add_SameFolderManyTimes_IsTakenOnce()
    {
        for (var i = 0; i < 1000; i++)
            _inbox.Add(new AccountSignal.Folder(new FolderId(5)));

        _inbox.TakeFolders().ShouldBe([new FolderId(5)]);
        _inbox.TakeFolders().ShouldBeEmpty();
    }

    [Fact]
    public async Task WaitAsync_SignalBeforeTheWait_IsNotLost()
    {
        _inbox.Add(new AccountSignal.Folder(new FolderId(5)));

        await _inbox.WaitAsync(TimeSpan.FromDays(1), _time, CancellationToken.None);
    }

    [Fact]
    public async Task WaitAsync_TimeIsUp_Returns()
    {
        var waiting = _inbox.WaitAsync(TimeSpan.FromMinutes(1), _time, CancellationToken.None);
        waiting.IsCompleted.ShouldBeFalse();

        _time.Advance(TimeSpan.FromMinutes(1));

        await waiting;
    }

    [Fact]
    public async Task WaitAsync_Cancelled_Throws()
    {
        using var cancelled = new CancellationTokenSource();
        var waiting = _inbox.WaitAsync(TimeSpan.FromMinutes(1), _time, cancelled.Token);
        await cancelled.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(() => waiting);
    }

    [Fact]
    public async Task Add_Outbox_WakesOnlyTheSender()
    {
        _inbox.Add(new AccountSignal.Outbox());

        await _inbox.WaitForOutboxAsync(TimeSpan.FromDays(1), _time, CancellationToken.None);
        var other = _inbox.WaitAsync(TimeSpan.FromMinutes(1), _time, CancellationToken.None);
        other.IsCompleted.ShouldBeFalse();
        _time.Advance(TimeSpan.FromMinutes(1));
        await other;
    }

    [Fact]
    public void Add_Credential_MeansLookAtEverything()
    {
        _inbox.TakeRefresh();
        _inbox.Add(new AccountSignal.Credential());

        _inbox.TakeCredential().ShouldBeTrue();
        _inbox.TakeRefresh().ShouldBeTrue();
        _inbox.TakeCredential().ShouldBeFalse();
    }
}
