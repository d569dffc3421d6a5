using Webmail.CrashHost;
using Webmail.Model;

namespace Webmail.IntegrationTests.Model;

/// <summary>
/// What the product was asked to send. Acknowledged: it arrives once, and lies in Sent once. Where the product died between the server's answer and its own
/// record, it says that it does not know; then it may have arrived, but never twice, and nothing is sent again by itself.
/// </summary>
internal sealed class SentMail(string folder)
{
    private readonly Dictionary<string, bool> _asked = new(StringComparer.Ordinal);
    private readonly HashSet<string> _filed = new(StringComparer.Ordinal);
    private int _count;

    public int Uncertain { get; private set; }

    public int Arrived { get; private set; }

    public string NextSubject() => FormattableString.Invariant($"sent {++_count}");

    /// <param name="acknowledged">False when the product died before it answered: it may know nothing of the message.</param>
    public void Asked(string subject, bool acknowledged) => _asked[subject] = acknowledged;

    /// <summary>Moves the model on by what left, and says what is wrong or not finished yet; null when all is well.</summary>
    public string? Follow(IReadOnlyList<QueuedMessage> outbox, IReadOnlyList<string> arrivedHeaders, ModelMailbox model)
    {
        foreach (var item in outbox)
        {
            if (item.State == OutboxState.Done && _filed.Add(item.Subject))
                model.Add(item.Header, folder, MailFlags.Seen);
        }

        if (outbox.FirstOrDefault(item => item.State is not OutboxState.Done and not OutboxState.Uncertain) is { } unfinished)
            return $"\"{unfinished.Subject}\" is {unfinished.State}";
        foreach (var (subject, acknowledged) in _asked)
        {
            var items = outbox.Where(item => item.Subject == subject).ToList();
            if (items.Count > 1 || (items.Count == 0 && acknowledged))
                return $"\"{subject}\" is {items.Count} times in the outbox";
        }

        var known = outbox.ToDictionary(item => item.Header, item => item.State);
        foreach (var group in arrivedHeaders.GroupBy(header => header))
        {
            if (!known.ContainsKey(group.Key) || group.Count() > 1)
                return $"{group.Key} arrived {group.Count()} times";
        }

        if (outbox.FirstOrDefault(item => item.State == OutboxState.Done && !arrivedHeaders.Contains(item.Header)) is { } missing)
            return $"\"{missing.Subject}\" is said to be sent and did not arrive";
        Uncertain = outbox.Count(item => item.State == OutboxState.Uncertain);
        Arrived = arrivedHeaders.Count;
        return null;
    }
}
