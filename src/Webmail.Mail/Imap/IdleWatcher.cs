using MailKit;
using Webmail.Model;

namespace Webmail.Mail.Imap;

/// <summary>A doorbell: says that something changed in a folder, never what.</summary>
public sealed class IdleWatcher
{
    // Beyond the renewal nothing may stay silent: a dead peer is not noticed otherwise.
    private static readonly TimeSpan Watchdog = TimeSpan.FromSeconds(30);

    // A server that ends IDLE at once, again and again, is asked no more often than this.
    private static readonly TimeSpan ShortestIdle = TimeSpan.FromSeconds(5);

    private readonly MailNetworkOptions _options;
    private readonly TimeProvider _time;

    internal IdleWatcher(MailNetworkOptions options, TimeProvider time)
    {
        _options = options;
        _time = time;
    }

    /// <summary>Runs until cancelled; connects again by itself, later and later while it fails.</summary>
    /// <param name="ring">Called when the folder may have changed, also after each reconnection and at each turn of polling. Comes from any thread; must not block.</param>
    /// <param name="health">Called with the fault when watching broke, with null when it works again. Must not block.</param>
    /// <exception cref="OperationCanceledException">The only way out.</exception>
    public async Task RunAsync(ImapSessionPool pool, string path, Action ring, Action<MailFault?> health, CancellationToken cancellationToken)
    {
        var backoff = new Backoff();
        while (true)
        {
            try
            {
                if (!pool.CanIdle || !await IdleAsync(pool, path, ring, health, backoff, cancellationToken))
                    await PollAsync(ring, cancellationToken);
            }
            catch (MailFaultException exception)
            {
                health(exception.Fault);
                await Task.Delay(backoff.Next(exception.Fault), _time, cancellationToken);
            }
        }
    }

    /// <returns>False when the server has no IDLE.</returns>
    private async Task<bool> IdleAsync(ImapSessionPool pool, string path, Action ring, Action<MailFault?> health, Backoff backoff, CancellationToken cancellationToken)
    {
        await using var lease = await pool.RentAsync(ImapPurpose.Idle, cancellationToken);
        if (!lease.HasIdle)
        {
            health(null);
            lease.Complete();
            return false;
        }

        var connection = lease.Connection;
        await connection.GuardAsync(
            async () =>
            {
                var folder = await connection.OpenAsync(path, FolderAccess.ReadOnly, uidValidity: null, cancellationToken);
                using var bell = new Bell(folder, ring);
                health(null);
                ring();
                while (true)
                {
                    var begun = _time.GetTimestamp();
                    using (var done = new CancellationTokenSource(_options.IdleRenewal, _time))
                    using (connection.Stream.AllowSilence(_options.IdleRenewal + Watchdog))
                        await connection.Client.IdleAsync(done.Token, cancellationToken);

                    backoff.Reset();
                    if (_time.GetElapsedTime(begun) < ShortestIdle)
                        await Task.Delay(ShortestIdle, _time, cancellationToken);
                }
            },
            cancellationToken);
        return true;
    }

    // No connection is held for this: whoever hears the bell has one, and learns of its faults.
    private async Task PollAsync(Action ring, CancellationToken cancellationToken)
    {
        while (true)
        {
            await Task.Delay(_options.PollInterval ?? Timeout.InfiniteTimeSpan, _time, cancellationToken);
            ring();
        }
    }

    /// <summary>Rings for whatever the server reports of the folder by itself. Only rings: the folder must not be called from its events.</summary>
    private sealed class Bell : IDisposable
    {
        private readonly IMailFolder _folder;
        private readonly Action _ring;

        public Bell(IMailFolder folder, Action ring)
        {
            _folder = folder;
            _ring = ring;
            folder.CountChanged += OnChanged;
            folder.MessageExpunged += OnChanged;
            folder.MessagesVanished += OnChanged;
            folder.MessageFlagsChanged += OnChanged;
        }

        public void Dispose()
        {
            _folder.CountChanged -= OnChanged;
            _folder.MessageExpunged -= OnChanged;
            _folder.MessagesVanished -= OnChanged;
            _folder.MessageFlagsChanged -= OnChanged;
        }

        private void OnChanged(object? sender, EventArgs e) => _ring();
    }
}
