using Webmail.Data.Entities;
using Webmail.Model;

namespace Webmail.Data;

/// <summary>The columns of a line of a list; the wide ones of a message stay on disk.</summary>
internal sealed record RowColumns(
    MessageId Id,
    AccountId AccountId,
    FolderId FolderId,
    SpecialUse Role,
    string FromName,
    string FromAddress,
    string ToName,
    string ToAddress,
    string Subject,
    string? Preview,
    DateTimeOffset Received,
    MailFlags Flags,
    bool HasAttachments,
    int Color,
    DateTimeOffset? PendingSince,
    string? Failure)
{
    public static IQueryable<RowColumns> Select(WebmailDbContext db, IQueryable<MailMessage> messages) => messages.Select(m => new RowColumns(
        m.Id, m.AccountId, m.FolderId, m.Role, m.FromName, m.FromAddress, m.ToName, m.ToAddress, m.Subject, m.Preview, m.Received, m.Flags, m.HasAttachments,
        db.Accounts.Where(a => a.Id == m.AccountId).Select(a => a.Color).First(), m.PendingSince, m.Failure));

    public MessageRow ToRow()
    {
        var outgoing = Role is SpecialUse.Sent or SpecialUse.Drafts;
        return new MessageRow(
            Id, AccountId, FolderId, null, null,
            outgoing ? new MailPerson(ToName, ToAddress) : new MailPerson(FromName, FromAddress),
            outgoing, Subject, Preview ?? "", Received, Flags, HasAttachments, Color, PendingSince, Failure)
        {
            IsDraft = Role is SpecialUse.Drafts,
        };
    }
}
