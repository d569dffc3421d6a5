using MailKit;
using Webmail.Model;

namespace Webmail.Mail.Imap;

/// <summary>
/// A doorbell: says that something changed in a folder, never what. On the account's idle connection it watches all folders where the
/// server has NOTIFY, else the inbox; then a <see cref="SpareWatch"/> watches the folder somebody looks at.
/// </summary>
public sealed class IdleWatcher
{
    // A server that ends IDLE at once, again and again, is asked no more often than this.
    internal static readonly TimeSpan ShortestIdle = TimeSpan.FromSeconds(5);

    // Polling while nobody looks grows up to this many intervals.
    private const int MostIntervals = 5;

    private readonly MailNetworkOptions _options;
    private readonly TimeProvider _time;

    internal IdleWatcher(MailNetworkOptions options, TimeProvider time)
    {
        _options = options;
        _time = time;
    }

    /// <summary>Runs until cancelled; connects again by itself, later and later while it fails.</summary>
    /// <exception cref="OperationCanceledException">The only way out.</exception>
    public async Task RunAsync(ImapSessionPool pool, string inbox, WatchedFolders watched, PushBell bell, CancellationToken cancellationToken)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var reach = new PushReach();
        var spare = new SpareWatch(pool, inbox, watched, bell, _options, _time);
        Task[] tasks = [WatchInboxAsync(pool, inbox, watched, bell, reach, ending.Token), spare.RunAsync(reach, ending.Token)];
        try
        {
            await await Task.WhenAny(tasks);
        }
        finally
        {
            await ending.CancelAsync();
            foreach (var task in tasks)
                await task.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task WatchInboxAsync(ImapSessionPool pool, string inbox, WatchedFolders watched, PushBell bell, PushReach reach, CancellationToken cancellationToken)
    {
        var backoff = new Backoff();
        while (true)
        {
            try
            {
                if (!pool.CanIdle || !await IdleAsync(pool, inbox, bell, reach, backoff, cancellationToken))
                    await PollAsync(inbox, watched, bell, cancellationToken);
            }
            catch (MailFaultException exception)
            {
                reach.Set(PushExtent.None);
                bell.Health(PushExtent.None, exception.Fault);
                await Task.Delay(backoff.Next(exception.Fault), _time, cancellationToken);
            }
        }
    }

    /// <returns>False when the server has no IDLE.</returns>
    private async Task<bool> IdleAsync(ImapSessionPool pool, string inbox, PushBell bell, PushReach reach, Backoff backoff, CancellationToken cancellationToken)
    {
        await using var lease = await pool.RentAsync(ImapPurpose.Idle, cancellationToken);
        if (!lease.HasIdle)
        {
            bell.Health(PushExtent.None, null);
            lease.Complete();
            return false;
        }

        var connection = lease.Connection;
        await connection.GuardAsync(
            async () =>
            {
                // As it is: what came and went since is told within IDLE, where somebody listens.
                var folder = await connection.OpenAsync(inbox, FolderAccess.ReadOnly, uidValidity: null, lastUid: 0, cancellationToken);
                using var events = new FolderEvents(bell);
                events.Add(folder);
                var all = await PersonalNotify.ArmAsync(connection, events, cancellationToken);
                Begun(all, inbox, bell, reach);
                while (true)
                {
                    var begun = _time.GetTimestamp();
                    await connection.IdleAsync(_options, _time, CancellationToken.None, cancellationToken);
                    backoff.Reset();
                    if (_time.GetElapsedTime(begun) < ShortestIdle)
                        await Task.Delay(ShortestIdle, _time, cancellationToken);
                    if (all)
                        await PersonalNotify.AgainAsync(connection, cancellationToken);
                }
            },
            cancellationToken);
        return true;
    }

    // What happened before we listened was not heard.
    private static void Begun(bool all, string inbox, PushBell bell, PushReach reach)
    {
        var extent = all ? PushExtent.All : PushExtent.Inbox;
        reach.Set(extent);
        bell.Health(extent, null);
        if (all)
            bell.Everything();
        else
            bell.Folder(inbox);
    }

    // No connection is held for this: whoever hears the bell has one, and learns of its faults.
    private async Task PollAsync(string inbox, WatchedFolders watched, PushBell bell, CancellationToken cancellationToken)
    {
        var intervals = 1;
        while (true)
        {
            var now = watched.Now;
            intervals = now.Paths.Count > 0 ? 1 : Math.Min(intervals + 1, MostIntervals);
            using var sooner = CancellationTokenSource.CreateLinkedTokenSource(now.Replaced, cancellationToken);
            await Task.Delay(_options.PollInterval * intervals ?? Timeout.InfiniteTimeSpan, _time, sooner.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            cancellationToken.ThrowIfCancellationRequested();

            // Somebody turned to another folder: who turned to it has it looked at already.
            if (now.Replaced.IsCancellationRequested)
                continue;
            bell.Folder(inbox);
            foreach (var path in now.Paths.Where(path => path != inbox))
                bell.Folder(path);
        }
    }
}
