using Webmail.Engine;
using Webmail.Model;

namespace Webmail.Web.State;

/// <summary>The conversation in the reading pane: which of its messages are open, and what has been loaded of them.</summary>
public sealed class OpenThread(Mailbox mailbox)
{
    // Opening a long unread conversation must not fetch hundreds of bodies.
    private const int MostOpened = 10;

    /// <summary>Oldest first; empty when the message is alone, or the list shows messages.</summary>
    public IReadOnlyList<ThreadMessage> Messages { get; private set; } = [];

    public void Adopt(IReadOnlyList<ThreadMessage> messages) => Messages = messages;

    public void Close() => Messages = [];

    /// <summary>Reads the conversation of a message again; what a person opened or closed stays so.</summary>
    /// <returns>What to show; the caller decides whether that is still wanted.</returns>
    public async Task<IReadOnlyList<ThreadMessage>> ReadAsync(UserId user, MailView view, MessageId message, bool isNew, CancellationToken cancellationToken)
    {
        var rows = await mailbox.ConversationAsync(user, view, message, cancellationToken);
        if (rows.Count < 2)
            return [];
        var before = isNew ? [] : Messages.ToDictionary(m => m.Message.Id);
        var opened = rows.Where((row, i) => i == rows.Count - 1 || row.Id == message || row.IsUnread).Reverse().Take(MostOpened).Select(row => row.Id).ToHashSet();
        return
        [
            .. rows.Select(row => before.TryGetValue(row.Id, out var known)
                ? known with { Message = known.Message with { Row = row } }
                : new ThreadMessage(new OpenMessage(row.Id, row, null, null, null), opened.Contains(row.Id))),
        ];
    }

    public void Toggle(MessageId message) =>
        Messages = [.. Messages.Select(m => m.Message.Id == message ? m with { IsExpanded = !m.IsExpanded } : m)];

    public void SetBody(MessageId message, LoadedMessage body) =>
        Messages = [.. Messages.Select(m => m.Message.Id == message ? m with { Message = m.Message with { Body = body } } : m)];

    /// <summary>Loads what is open and not here yet, the newest first.</summary>
    public async Task LoadAsync(UserId user, Func<MessageId, Task<LoadedMessage?>> load, CancellationToken cancellationToken)
    {
        foreach (var id in Messages.Where(m => m.IsExpanded && m.Message.Message is null).Select(m => m.Message.Id).Reverse().ToList())
        {
            var facts = await mailbox.FactsAsync(user, id, cancellationToken);
            var body = await load(id);
            Messages = [.. Messages.Select(m => m.Message.Id == id ? m with { Message = m.Message with { Facts = facts, Body = body } } : m)];
        }
    }
}
