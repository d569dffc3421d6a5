using Webmail.Data.Entities;
using Webmail.Model;

namespace Webmail.Data;

/// <summary>What a message is sorted by where the text itself would not do: without case, quotes and “Re:”, and short, because indexes hold it.</summary>
internal static class SortKeys
{
    public static void Apply(MailMessage message)
    {
        var subject = BaseSubject.Of(message.Subject);
        message.SubjectKey = Key(subject.Text);
        message.IsLooseReply = subject.IsReply && message.SubjectKey.Length > 0 && message.References.Length == 0 && message.InReplyTo.Length == 0;
        ApplySender(message);
    }

    /// <summary>The list shows whom outgoing mail went to.</summary>
    public static void ApplySender(MailMessage message)
    {
        var (name, address) = message.Role is SpecialUse.Sent or SpecialUse.Drafts ? (message.ToName, message.ToAddress) : (message.FromName, message.FromAddress);
        message.SenderKey = Key(name.Length > 0 ? name : address);
    }

    private static string Key(string text) => Text.Line(Text.Key(text.Trim().Trim('"', '\'', '«', '“')), Lengths.SortKey);
}
