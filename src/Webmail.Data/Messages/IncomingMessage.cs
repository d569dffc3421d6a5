using Webmail.Data.Entities;
using Webmail.Model;

namespace Webmail.Data;

/// <summary>The row of a message that is new to the index, cut to what columns hold.</summary>
internal static class IncomingMessage
{
    /// <param name="indexed">What the search index will hold of it at the end of the transaction.</param>
    public static MailMessage Create(MailFolder folder, ServerMessage server, Indexed indexed = Indexed.Headers)
    {
        var message = Read(folder, server);
        message.Indexed = indexed;
        SortKeys.Apply(message);
        return message;
    }

    private static MailMessage Read(MailFolder folder, ServerMessage server) => new()
    {
        UserId = folder.UserId,
        AccountId = folder.AccountId,
        FolderId = folder.Id,
        Role = folder.SpecialUse,
        Visibility = Visibility.Shown,
        Flags = server.Flags,
        Received = Milliseconds(server.InternalDate),
        ServerFolderId = folder.Id,
        Uid = server.Uid,
        ModSeq = server.ModSeq,
        ServerFlags = server.Flags,
        Date = Milliseconds(server.Date),
        SizeBytes = server.SizeBytes,
        HasAttachments = server.HasAttachments,
        FromName = Text.Line(server.From.Name, Lengths.Name),
        FromAddress = Text.Line(server.From.Address, Lengths.Address),
        ToName = server.To.Count > 0 ? Text.Line(server.To[0].Name, Lengths.Name) : "",
        ToAddress = server.To.Count > 0 ? Text.Line(server.To[0].Address, Lengths.Address) : "",
        Subject = Text.Line(server.Subject, Lengths.HeaderLine),
        Preview = Text.LineOrNull(server.Preview, Lengths.Preview),
        MessageIdHeader = Text.Line(server.MessageIdHeader, Lengths.MessageId),
        InReplyTo = Text.Line(server.InReplyTo, Lengths.MessageId),
        People = MessagePeople.Write(server.To, server.Cc, server.ReplyTo),
        References = JoinReferences(server.References),
        ServerThread = server.ThreadId,
    };

    /// <summary>As a column keeps it; what is compared with a column must go through this.</summary>
    public static DateTimeOffset Milliseconds(DateTimeOffset time) => DateTimeOffset.FromUnixTimeMilliseconds(time.ToUnixTimeMilliseconds());

    /// <inheritdoc cref="Milliseconds(DateTimeOffset)"/>
    public static DateTimeOffset? Milliseconds(DateTimeOffset? time) => time is { } value ? Milliseconds(value) : null;

    private static string JoinReferences(IReadOnlyList<string> references)
    {
        // The newest end of the chain is what threading needs, so cut at the oldest.
        var kept = new List<string>();
        var length = 0;
        foreach (var reference in references.Reverse().Select(r => Text.Line(r, Lengths.MessageId).Replace(" ", "", StringComparison.Ordinal)).Where(r => r.Length > 0))
        {
            if ((length += reference.Length + 1) > Lengths.References)
                break;
            kept.Add(reference);
        }

        kept.Reverse();
        return string.Join(' ', kept);
    }
}
