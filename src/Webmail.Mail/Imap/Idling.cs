using Webmail.Model;

namespace Webmail.Mail.Imap;

/// <summary>One turn of IDLE (RFC 2177) that cannot outlive a dead connection.</summary>
internal static class Idling
{
    // A peer that is gone is noticed only by an answer it does not give.
    private static readonly TimeSpan Watchdog = TimeSpan.FromSeconds(20);

    /// <summary>Waits in IDLE until it is time to renew it, or until <paramref name="stop"/>.</summary>
    /// <exception cref="MailFaultException">The server did not end IDLE when told so.</exception>
    public static async Task IdleAsync(this ImapConnection connection, MailNetworkOptions options, TimeProvider time, CancellationToken stop, CancellationToken cancellationToken)
    {
        using var renewal = new CancellationTokenSource(options.IdleRenewal, time);
        using var done = CancellationTokenSource.CreateLinkedTokenSource(renewal.Token, stop);
        using var overdue = new CancellationTokenSource(Timeout.InfiniteTimeSpan, time);
        await using var watchdog = done.Token.Register(() => overdue.CancelAfter(Watchdog));
        using var either = CancellationTokenSource.CreateLinkedTokenSource(overdue.Token, cancellationToken);
        try
        {
            using (connection.Stream.AllowSilence(options.IdleRenewal + Watchdog))
                await connection.Client.IdleAsync(done.Token, either.Token);
        }
        catch (OperationCanceledException exception) when (!cancellationToken.IsCancellationRequested)
        {
            throw new MailFaultException(new MailFault(MailFaultKind.Network, "The server did not answer in time"), exception);
        }
    }
}
