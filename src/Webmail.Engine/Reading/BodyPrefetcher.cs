using Microsoft.Extensions.Logging;
using Webmail.Data;
using Webmail.Engine.Accounts;
using Webmail.Model;

namespace Webmail.Engine.Reading;

/// <summary>
/// Brings bodies into the store before they are asked for: the neighbours of what is being read, and the newest unread. Small ones only, one at a
/// time, while the actor has nothing better to do.
/// </summary>
internal sealed partial class BodyPrefetcher(AccountSettings account, MailStore messages, BodyFetcher bodies, AccountInbox inbox, EngineOptions options, ILogger<BodyPrefetcher> logger)
{
    /// <summary>Larger ones may be what somebody never opens.</summary>
    public const long MaxBytes = 512 * 1024;

    private const int NewestUnread = 20;
    private const int MaxTried = 1000;

    private readonly Queue<MessageId> _wanted = new();
    private readonly HashSet<MessageId> _tried = [];

    /// <summary>Fetches one body.</summary>
    /// <returns>False when none is wanted.</returns>
    public async Task<bool> StepAsync(CancellationToken cancellationToken)
    {
        if (!options.Prefetch)
            return false;
        var neighbours = inbox.TakePrefetches();
        if (neighbours.Count > 0)
            Want(await messages.WithoutBodyAsync(account.Id, neighbours, MaxBytes, cancellationToken));
        if (_wanted.Count == 0)
            Want(await messages.UnreadWithoutBodyAsync(account.Id, NewestUnread, MaxBytes, cancellationToken));
        if (!_wanted.TryDequeue(out var message))
            return false;

        try
        {
            await bodies.FetchAsync(message, cancellationToken);
        }
        catch (MailFaultException refusal) when (refusal.Fault.Kind is not (MailFaultKind.Network or MailFaultKind.Authentication or MailFaultKind.Throttled or MailFaultKind.Certificate))
        {
            // Whoever opens it is told why.
            LogRefused(account.Id, message, refusal.Fault.Kind);
        }

        return true;
    }

    // Each once: what the server refuses, or the cache drops again, is not asked for over and over.
    private void Want(IReadOnlyList<MessageId> found)
    {
        if (_tried.Count > MaxTried)
            _tried.Clear();
        foreach (var message in found.Where(_tried.Add))
            _wanted.Enqueue(message);
    }

    [LoggerMessage(Level = LogLevel.Debug, Message = "Account {Account}: message {Message} was not prefetched: {Kind}")]
    private partial void LogRefused(AccountId account, MessageId message, MailFaultKind kind);
}
