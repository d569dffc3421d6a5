using Webmail.Engine;
using Webmail.Model;

namespace Webmail.Web.State;

/// <summary>The message in the reading pane.</summary>
/// <param name="Row">Its line in the list; null when it is gone or a stranger's.</param>
/// <param name="Facts">Its headers from the index, shown until and unless the body arrives.</param>
/// <param name="Body">The outcome of loading it; null while it is on its way.</param>
/// <param name="Index">Its place in the view, from 0; null when it is not in it.</param>
public sealed record OpenMessage(MessageId Id, MessageRow? Row, MessageFacts? Facts, LoadedMessage? Body, int? Index)
{
    public MessageView? Message => (Body as LoadedMessage.Found)?.Message;

    public string Subject => Message?.Subject ?? Facts?.Subject ?? Row?.Subject ?? string.Empty;

    public MailPerson From => Message?.From ?? Facts?.From ?? Row?.From ?? new MailPerson(string.Empty, string.Empty);

    public IReadOnlyList<MailPerson> To => Message?.To ?? Facts?.To ?? [];

    public IReadOnlyList<MailPerson> Cc => Message?.Cc ?? Facts?.Cc ?? [];

    public DateTimeOffset? Date => Message?.Date ?? Facts?.Received ?? Row?.Received;

    public bool IsGone => (Row is null && Facts is null) || Body is LoadedMessage.NotFound;
}
