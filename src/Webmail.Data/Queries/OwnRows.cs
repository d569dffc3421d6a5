using Webmail.Data.Entities;
using Webmail.Model;

namespace Webmail.Data;

/// <summary>Rows of lists that no server has: drafts being written and queued messages. Newest first.</summary>
internal abstract class OwnRows
{
    private OwnRows()
    {
    }

    public static OwnRows Drafts { get; } = new LocalDrafts();

    public static OwnRows Scheduled { get; } = new Queued(scheduled: true);

    public static OwnRows Outbox { get; } = new Queued(scheduled: false);

    /// <summary>Null for views of messages only.</summary>
    public static OwnRows? Of(MailView view) => view switch
    {
        MailView.Across { View: AcrossView.Drafts } => Drafts,
        MailView.Across { View: AcrossView.Scheduled } => Scheduled,
        MailView.Across { View: AcrossView.Outbox } => Outbox,
        _ => null,
    };

    public abstract IQueryable<OwnRow> Query(WebmailDbContext db, UserId user);

    private sealed class LocalDrafts : OwnRows
    {
        private const int PreviewSource = 400;

        public override IQueryable<OwnRow> Query(WebmailDbContext db, UserId user) => db.Drafts
            .Where(d => d.UserId == user.Value && d.Place == DraftPlace.Shown)
            // What the server has is listed as its message.
            .Where(d => d.ServerVersion == 0 || !db.Messages.Any(m => m.AccountId == d.AccountId && m.MessageIdHeader == d.ServerHeader && m.FolderId == d.ServerFolderId && m.Visibility == Visibility.Shown))
            .OrderByDescending(d => d.Updated).ThenByDescending(d => d.Id)
            .Select(d => new OwnRow(
                d.Id, null, d.AccountId, d.To.Substring(0, Lengths.Address), d.Subject, d.Text.Substring(0, PreviewSource), d.Updated, d.Attachments.Count > 0,
                db.Accounts.Where(a => a.Id == d.AccountId).Select(a => a.Color).First(), null));
    }

    private sealed class Queued(bool scheduled) : OwnRows
    {
        public override IQueryable<OwnRow> Query(WebmailDbContext db, UserId user)
        {
            var items = db.Outbox.Where(o => o.UserId == user.Value);
            // A scheduled message that is on its way is in the outbox like any other.
            items = scheduled
                ? items.Where(o => o.State == OutboxState.Queued && o.Scheduled)
                : items.Where(o => (o.State == OutboxState.Queued && !o.Scheduled)
                    || o.State == OutboxState.Submitting || o.State == OutboxState.Submitted || o.State == OutboxState.Rejected || o.State == OutboxState.Uncertain
                    || (o.Refused != null && (o.State == OutboxState.Filed || o.State == OutboxState.Done)));
            // What leaves first stands first; in the outbox what changed last does.
            return (scheduled ? items.OrderBy(o => o.NotBefore).ThenBy(o => o.Id) : items.OrderByDescending(o => o.Changed).ThenByDescending(o => o.Id))
                .Select(o => new OwnRow(
                    null, o.Id, o.AccountId, o.FirstRecipient, o.Subject, "", scheduled ? o.NotBefore : o.Changed, false,
                    db.Accounts.Where(a => a.Id == o.AccountId).Select(a => a.Color).First(), o.LastError)
                {
                    State = o.State,
                    Due = o.Due,
                    Scheduled = o.Scheduled,
                    Attempts = o.Attempts,
                    Refused = o.Refused,
                });
        }
    }
}

/// <summary>Columns of a row of ours.</summary>
internal sealed record OwnRow(
    DraftId? Draft, OutboxId? Outbox, AccountId AccountId, string Recipient, string Subject, string Text, DateTimeOffset Time, bool HasAttachments, int Color, string? Failure)
{
    public OutboxState State { get; init; }

    public DateTimeOffset Due { get; init; }

    public bool Scheduled { get; init; }

    public int Attempts { get; init; }

    public string? Refused { get; init; }

    public MessageRow ToRow() => new(
        default, AccountId, default, Draft, Outbox, new MailPerson("", Recipient), true, Subject,
        Data.Text.Line(string.Join(' ', Text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)), Lengths.Preview),
        Time, MailFlags.Seen, HasAttachments, Color, null, Failure)
    {
        Outgoing = Outbox is null ? null : new OutboxStatus(State, Due, Scheduled, Attempts, OutboxStore.ReadRefused(Refused)),
    };
}
