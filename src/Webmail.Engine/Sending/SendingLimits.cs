using Webmail.Data;
using Webmail.Mail.Discovery;

namespace Webmail.Engine.Sending;

/// <summary>How much an account's provider takes, as far as it is known: more is not tried, because some answer it by closing the mailbox for a day.</summary>
public sealed class SendingLimits(ProviderPresets presets, OutboxStore outbox, TimeProvider time)
{
    private static readonly TimeSpan Day = TimeSpan.FromHours(24);

    /// <summary>Recipients of one message; null when nothing is known.</summary>
    public int? RecipientsAMessage(AccountSettings account) => Find(account, ProviderLimit.RecipientsAMessage);

    /// <summary>How long to wait before the next message; null when it can leave now.</summary>
    internal async Task<DailyLimit?> WaitAsync(AccountSettings account, CancellationToken cancellationToken)
    {
        if (Find(account, ProviderLimit.MessagesADay) is not { } most)
            return null;
        var now = time.GetUtcNow();
        // The one that has to be a day old first; null while there are fewer.
        return await outbox.LeftAsync(account.Id, now - Day, most, cancellationToken) is { } oldest
            ? new DailyLimit(most, oldest + Day - now + TimeSpan.FromSeconds(1))
            : null;
    }

    private int? Find(AccountSettings account, ProviderLimit limit) =>
        (presets.FindById(account.Servers.ProviderId) ?? presets.Find(account.Address))?.Limits.TryGetValue(limit, out var value) == true ? value : null;
}

/// <param name="MessagesADay">What the provider takes.</param>
internal sealed record DailyLimit(int MessagesADay, TimeSpan Delay);
