using MailKit;
using Webmail.Model;

namespace Webmail.Mail.Imap;

/// <summary>
/// Watches the folder somebody looks at where the idle connection can watch the inbox only: by IDLE on the person's own connection,
/// which is given back the moment somebody needs it.
/// </summary>
internal sealed class SpareWatch(ImapSessionPool pool, string inbox, WatchedFolders watched, PushBell bell, MailNetworkOptions options, TimeProvider time)
{
    // Who reads uses the connection every few seconds; between two letters it is left alone.
    private static readonly TimeSpan Quiet = TimeSpan.FromSeconds(2);

    private FolderMark? _last;

    /// <exception cref="OperationCanceledException">The only way out.</exception>
    public async Task RunAsync(PushReach reach, CancellationToken cancellationToken)
    {
        var backoff = new Backoff();
        while (true)
        {
            await reach.WaitForInboxOnlyAsync(cancellationToken);
            var now = watched.Now;
            if (now.Paths.FirstOrDefault(path => path != inbox) is not { } path)
            {
                await UntilAsync(Timeout.InfiniteTimeSpan, now.Replaced, cancellationToken);
                continue;
            }

            try
            {
                await WatchAsync(path, now.Replaced, cancellationToken);
                backoff.Reset();
            }
            catch (MailFaultException exception)
            {
                // A folder that cannot be opened says nothing about the next one; any other refusal does.
                var ofFolder = exception.Fault.Kind is MailFaultKind.NotFound or MailFaultKind.Refused;
                await UntilAsync(backoff.Next(exception.Fault), ofFolder ? now.Replaced : CancellationToken.None, cancellationToken);
            }
        }
    }

    private async Task WatchAsync(string path, CancellationToken replaced, CancellationToken cancellationToken)
    {
        await using var lease = await pool.BorrowAsync(Quiet, cancellationToken);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(replaced, lease.Wanted);
        var connection = lease.Connection;
        await connection.GuardAsync(
            async () =>
            {
                var folder = await connection.GetAsync(path, cancellationToken);
                await folder.OpenAsync(FolderAccess.ReadOnly, cancellationToken);
                using var events = new FolderEvents(bell);
                events.Add(folder);

                // Between two turns nobody listened. The scan that a ring leads to may itself use this connection and end the turn:
                // ringing without a difference would go on for ever.
                var mark = new FolderMark(path, folder.UidValidity, folder.UidNext?.Id, folder.Count, folder.HighestModSeq);
                if (mark != _last)
                    bell.Folder(path);
                _last = mark;
                while (!stop.IsCancellationRequested)
                {
                    var begun = time.GetTimestamp();
                    await connection.IdleAsync(options, time, stop.Token, cancellationToken);
                    if (!stop.IsCancellationRequested && time.GetElapsedTime(begun) < IdleWatcher.ShortestIdle)
                        await UntilAsync(IdleWatcher.ShortestIdle, stop.Token, cancellationToken);
                }
            },
            cancellationToken);
        lease.Complete();
    }

    private async Task UntilAsync(TimeSpan atMost, CancellationToken sooner, CancellationToken cancellationToken)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(sooner, cancellationToken);
        await Task.Delay(atMost, time, either.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        cancellationToken.ThrowIfCancellationRequested();
    }

    private sealed record FolderMark(string Path, uint UidValidity, uint? UidNext, int Count, ulong ModSeq);
}
