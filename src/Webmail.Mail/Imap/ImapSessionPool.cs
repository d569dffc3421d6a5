using Webmail.Mail.Sasl;
using Webmail.Model;

namespace Webmail.Mail.Imap;

/// <summary>
/// The IMAP connections of one account, shared by everything that works on it: one that waits in IDLE, one for the person,
/// one for the background; with two connections person and background take turns, with one nobody waits in IDLE.
/// </summary>
public sealed class ImapSessionPool : IAsyncDisposable
{
    private readonly AccountServers _servers;
    private readonly ICredentialSource _credentials;
    private readonly ImapConnector _connector;
    // A server that counts our connections forgets old ones only after a while.
    private static readonly TimeSpan Modesty = TimeSpan.FromHours(1);

    private readonly ImapSlot? _idle;
    private readonly ImapSlot _interactive;
    private readonly ImapSlot _background;
    private long _limited;

    internal ImapSessionPool(AccountServers servers, ICredentialSource credentials, ImapConnector connector)
    {
        _servers = servers;
        _credentials = credentials;
        _connector = connector;
        var lifetime = connector.Options.UnusedConnectionLifetime;
        _interactive = new ImapSlot(lifetime, connector.Time);
        _background = servers.MaxConnections >= 3 ? new ImapSlot(lifetime, connector.Time) : _interactive;
        _idle = servers.MaxConnections >= 2 ? new ImapSlot(lifetime, connector.Time) : null;
    }

    /// <summary>False when the account has a single connection, which is too dear to wait in IDLE.</summary>
    internal bool CanIdle => _idle is not null;

    /// <summary>Waits its turn, connects when needed. Keep the lease short and never while a person thinks.</summary>
    /// <exception cref="MailFaultException">The server cannot be reached or refuses us.</exception>
    public async Task<ImapLease> RentAsync(ImapPurpose purpose, CancellationToken cancellationToken)
    {
        if (purpose == ImapPurpose.Idle)
            return await (_idle ?? throw new InvalidOperationException("This account has no connection to wait in IDLE")).RentAsync(ConnectAsync, cancellationToken);
        if (purpose == ImapPurpose.Interactive && !IsLimited)
        {
            try
            {
                return await _interactive.RentAsync(ConnectAsync, cancellationToken);
            }
            catch (MailFaultException tooMany) when (tooMany.Fault.Kind == MailFaultKind.Throttled && !ReferenceEquals(_interactive, _background))
            {
                // The person shares the connection of the background rather than being told of limits.
                Interlocked.Exchange(ref _limited, _connector.Time.GetTimestamp());
            }
        }

        return await _background.RentAsync(ConnectAsync, cancellationToken);
    }

    /// <summary>The person's connection while nobody needs it; to be given back as soon as <see cref="ImapLease.Wanted"/> says so.</summary>
    /// <param name="quiet">How long nobody must have used it.</param>
    internal Task<ImapLease> BorrowAsync(TimeSpan quiet, CancellationToken cancellationToken) => _interactive.BorrowAsync(ConnectAsync, quiet, cancellationToken);

    /// <summary>Closes what is not leased; leased connections close when they come back.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_idle is not null)
            await _idle.DisposeAsync();
        await _interactive.DisposeAsync();
        if (!ReferenceEquals(_background, _interactive))
            await _background.DisposeAsync();
    }

    private bool IsLimited => Interlocked.Read(ref _limited) is not 0 and var since && _connector.Time.GetElapsedTime(since) < Modesty;

    private Task<ImapConnection> ConnectAsync(CancellationToken cancellationToken) =>
        SecondTry.SignInAsync(_credentials, credential => _connector.ConnectAsync(_servers, credential, cancellationToken), cancellationToken);
}
