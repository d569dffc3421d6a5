using Webmail.Mail.Imap;
using Webmail.Model;

namespace Webmail.Engine.Sync;

/// <summary>Notes how an account does for its owner's settings: when it was current last, and how full it is. Owned by the actor.</summary>
internal sealed class AccountFacts(AccountId account, SyncTools tools, ImapSessionPool pool, TimeProvider time)
{
    private static readonly TimeSpan NoteEvery = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan AskEvery = TimeSpan.FromMinutes(30);
    private long? _noted;
    private long? _asked;

    /// <summary>Nothing is left to synchronise.</summary>
    public async Task CurrentAsync(CancellationToken cancellationToken)
    {
        if (_noted is not { } noted || time.GetElapsedTime(noted) > NoteEvery)
        {
            _noted = time.GetTimestamp();
            await tools.Choices.SyncedAsync(account, time.GetUtcNow(), cancellationToken);
        }

        if (_asked is { } asked && time.GetElapsedTime(asked) < AskEvery)
            return;
        _asked = time.GetTimestamp();
        await tools.Choices.SetQuotaAsync(account, await ReadAsync(cancellationToken), cancellationToken);
    }

    private async Task<MailboxQuota?> ReadAsync(CancellationToken cancellationToken)
    {
        try
        {
            await using var lease = await pool.RentAsync(ImapPurpose.Background, cancellationToken);
            var quota = await tools.Quota.ReadAsync(lease, cancellationToken);
            lease.Complete();
            return quota;
        }
        catch (MailFaultException refusal) when (refusal.Fault.Kind is MailFaultKind.Refused or MailFaultKind.Unsupported or MailFaultKind.NotFound)
        {
            // It has the command and does not answer it: nobody's mail waits for that.
            return null;
        }
    }
}
