using System.Globalization;
using System.Threading.Channels;
using Microsoft.Extensions.Logging.Abstractions;
using Webmail.Engine;
using Webmail.Model;

namespace Webmail.UnitTests.Engine;

public sealed class MailChangeFeedTests
{
    private static readonly UserId Anna = new(1);
    private static readonly AccountId Account = new(7);
    private readonly MailChangeFeed _feed = new(TimeProvider.System, NullLogger<MailChangeFeed>.Instance);

    [Fact]
    public async Task Publish_SomebodyElsesChange_IsNotHeard()
    {
        var heard = Channel.CreateUnbounded<MailChange>();
        using var subscription = _feed.Subscribe(Anna, batch => Write(heard, batch));

        _feed.Publish([new MailChange.AccountChanged(new UserId(2), new AccountId(8))]);
        _feed.Publish([new MailChange.AccountChanged(Anna, Account)]);

        (await heard.Reader.ReadAsync()).ShouldBe(new MailChange.AccountChanged(Anna, Account));
        heard.Reader.TryRead(out _).ShouldBeFalse();
    }

    [Fact]
    public async Task Publish_ByAnotherLanguage_IsHeardInTheSubscribers()
    {
        var heard = Channel.CreateUnbounded<string>();
        using var subscription = InLanguage("ru", () => _feed.Subscribe(Anna, async _ => await heard.Writer.WriteAsync(CultureInfo.CurrentUICulture.Name)));

        InLanguage("en", () =>
        {
            _feed.Publish([new MailChange.AccountChanged(Anna, Account)]);
            return 0;
        });

        (await heard.Reader.ReadAsync()).ShouldBe("ru");
    }

    [Fact]
    public async Task Publish_HandlerBusyWithThousands_EndsInRescan()
    {
        var gate = new TaskCompletionSource();
        var heard = Channel.CreateUnbounded<MailChange>();
        using var subscription = _feed.Subscribe(Anna, async batch =>
        {
            await gate.Task;
            await Write(heard, batch);
        });

        _feed.Publish([new MailChange.FoldersChanged(Anna, Account)]);
        for (var i = 0; i < 5_000; i++)
            _feed.Publish([new MailChange.AccountChanged(Anna, Account)]);
        gate.SetResult();

        MailChange last;
        var count = 0;
        do
        {
            last = await heard.Reader.ReadAsync();
            count++;
        }
        while (last is not MailChange.Rescan);
        count.ShouldBeLessThan(600);
    }

    [Fact]
    public async Task Publish_OneHandlerThrows_OthersAndLaterChangesAreHeard()
    {
        var heard = Channel.CreateUnbounded<MailChange>();
        using var broken = _feed.Subscribe(Anna, _ => throw new InvalidOperationException("gone"));
        using var working = _feed.Subscribe(Anna, batch => Write(heard, batch));

        _feed.Publish([new MailChange.FoldersChanged(Anna, Account)]);
        (await heard.Reader.ReadAsync()).ShouldBeOfType<MailChange.FoldersChanged>();
        _feed.Publish([new MailChange.AccountChanged(Anna, Account)]);
        (await heard.Reader.ReadAsync()).ShouldBeOfType<MailChange.AccountChanged>();
    }

    [Fact]
    public async Task Dispose_NothingIsHeardAnyMore()
    {
        var heard = Channel.CreateUnbounded<MailChange>();
        var gone = Channel.CreateUnbounded<MailChange>();
        _feed.Subscribe(Anna, batch => Write(gone, batch)).Dispose();
        using var subscription = _feed.Subscribe(Anna, batch => Write(heard, batch));

        _feed.Publish([new MailChange.FoldersChanged(Anna, Account)]);

        await heard.Reader.ReadAsync();
        gone.Reader.TryRead(out _).ShouldBeFalse();
    }

    private static T InLanguage<T>(string name, Func<T> work)
    {
        var before = CultureInfo.CurrentUICulture;
        CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(name);
        try
        {
            return work();
        }
        finally
        {
            CultureInfo.CurrentUICulture = before;
        }
    }

    private static async Task Write(Channel<MailChange> channel, IReadOnlyList<MailChange> batch)
    {
        foreach (var change in batch)
            await channel.Writer.WriteAsync(change);
    }
}
