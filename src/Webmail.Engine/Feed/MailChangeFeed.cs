using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Webmail.Model;

namespace Webmail.Engine;

/// <summary>Carries committed changes to every circuit of the person they belong to: coalesced over 100 ms, bounded, an overflow becomes <see cref="MailChange.Rescan"/>.</summary>
public sealed partial class MailChangeFeed(TimeProvider time, ILogger<MailChangeFeed> logger)
{
    private const int MaxWaiting = 256;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);
    private readonly ConcurrentDictionary<UserId, ConcurrentDictionary<Subscription, byte>> _subscriptions = new();

    /// <summary>
    /// Hears every change of a person's mail until disposed. The handler is never called twice at once, and always in the surroundings of this
    /// call, such as its language: who publishes may serve somebody else, or nobody.
    /// </summary>
    public IDisposable Subscribe(UserId user, Func<IReadOnlyList<MailChange>, Task> handler)
    {
        var subscription = new Subscription(this, user, handler);
        _subscriptions.GetOrAdd(user, _ => new()).TryAdd(subscription, 0);
        return subscription;
    }

    /// <summary>Call after the commit, never before.</summary>
    public void Publish(IReadOnlyList<MailChange> changes)
    {
        foreach (var change in changes)
        {
            if (!_subscriptions.TryGetValue(change.User, out var subscriptions))
                continue;
            foreach (var subscription in subscriptions.Keys)
                subscription.Add(change);
        }
    }

    private void Remove(Subscription subscription)
    {
        if (_subscriptions.TryGetValue(subscription.User, out var subscriptions))
            subscriptions.TryRemove(subscription, out _);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "A subscriber of user {User} failed")]
    private partial void LogSubscriberFailed(Exception exception, UserId user);

    private sealed class Subscription(MailChangeFeed feed, UserId user, Func<IReadOnlyList<MailChange>, Task> handler) : IDisposable
    {
        private readonly ExecutionContext? _surroundings = ExecutionContext.Capture();
        private readonly Lock _lock = new();
        private List<MailChange> _waiting = [];
        private bool _running;
        private bool _disposed;

        public UserId User => user;

        public void Add(MailChange change)
        {
            lock (_lock)
            {
                if (_disposed)
                    return;
                if (_waiting.Count < MaxWaiting)
                {
                    _waiting.Add(change);
                }
                else
                {
                    _waiting.Clear();
                    _waiting.Add(new MailChange.Rescan(change.User, change.Account));
                }

                if (_running)
                    return;
                _running = true;
            }

            _ = DeliverAsync();
        }

        public void Dispose()
        {
            lock (_lock)
            {
                _disposed = true;
                _waiting.Clear();
            }

            feed.Remove(this);
        }

        private Task HandAsync(List<MailChange> batch)
        {
            if (_surroundings is null)
                return handler(batch);
            var handling = Task.CompletedTask;
            ExecutionContext.Run(_surroundings, _ => handling = handler(batch), null);
            return handling;
        }

        private async Task DeliverAsync()
        {
            // The first change of a quiet time goes out at once; what follows within the pause goes together.
            await Task.Yield();
            while (true)
            {
                List<MailChange> batch;
                lock (_lock)
                {
                    if (_waiting.Count == 0 || _disposed)
                    {
                        _running = false;
                        return;
                    }

                    (batch, _waiting) = (_waiting, []);
                }

                try
                {
                    await HandAsync(batch);
                }
                catch (Exception exception) when (exception is not OutOfMemoryException)
                {
                    // A circuit that is going away must not stop the others from hearing.
                    feed.LogSubscriberFailed(exception, user);
                }

                await Task.Delay(Pause, feed.Time);
            }
        }
    }

    private TimeProvider Time => time;
}
