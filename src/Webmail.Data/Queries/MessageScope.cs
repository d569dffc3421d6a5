using Microsoft.EntityFrameworkCore;
using Webmail.Data.Entities;
using Webmail.Model;

namespace Webmail.Data;

/// <summary>The messages of a view: which range of which index holds them, and how many they are.</summary>
internal abstract record MessageScope
{
    private MessageScope(long user) => User = user;

    /// <summary>Whose messages they are.</summary>
    public long User { get; }

    /// <summary>In any order; the index that serves them is in the order of <c>Received</c>, <c>Id</c>.</summary>
    public abstract IQueryable<MailMessage> Messages(WebmailDbContext db);

    /// <summary>The folders whose messages these are, with their counters; none for views that folders do not make up.</summary>
    public virtual Task<List<FolderCounts>> FoldersAsync(WebmailDbContext db, CancellationToken cancellationToken) => Task.FromResult(new List<FolderCounts>());

    /// <summary>Whether the view holds a message that the person can see.</summary>
    public abstract bool Holds(ConversationMember message);

    public abstract Task<int> TotalAsync(WebmailDbContext db, CancellationToken cancellationToken);

    /// <summary>Null when the view holds no messages: a stranger's folder, or a view of the outbox.</summary>
    public static async Task<MessageScope?> FindAsync(WebmailDbContext db, UserId user, MailView view, CancellationToken cancellationToken) => view switch
    {
        MailView.OfFolder folder => await db.Folders.AnyAsync(f => f.Id == folder.Folder && f.UserId == user.Value, cancellationToken) ? new InFolder(user.Value, folder.Folder) : null,
        MailView.Across across => across.View switch
        {
            AcrossView.Inbox => new InRole(user.Value, SpecialUse.Inbox),
            AcrossView.Drafts => new InRole(user.Value, SpecialUse.Drafts),
            AcrossView.Sent => new InRole(user.Value, SpecialUse.Sent),
            AcrossView.Starred => new Starred(user.Value),
            AcrossView.Unread => new Unread(user.Value),
            AcrossView.Scheduled or AcrossView.Outbox => null,
            _ => throw new InvalidOperationException($"Unknown view {across.View}"),
        },
        _ => throw new InvalidOperationException($"Unknown view {view}"),
    };

    internal sealed record InFolder(long User, FolderId Folder) : MessageScope(User)
    {
        public override bool Holds(ConversationMember message) => message.FolderId == Folder;

        public override Task<List<FolderCounts>> FoldersAsync(WebmailDbContext db, CancellationToken cancellationToken) =>
            FolderCounts.Select(db.Folders.Where(f => f.Id == Folder)).ToListAsync(cancellationToken);

        public override IQueryable<MailMessage> Messages(WebmailDbContext db) => db.Messages.Where(m => m.FolderId == Folder && m.Visibility == Visibility.Shown);

        public override Task<int> TotalAsync(WebmailDbContext db, CancellationToken cancellationToken) =>
            db.Folders.Where(f => f.Id == Folder).Select(f => f.Total).SingleOrDefaultAsync(cancellationToken);
    }

    internal sealed record InRole(long User, SpecialUse Role) : MessageScope(User)
    {
        public override bool Holds(ConversationMember message) => message.Role == Role;

        public override Task<List<FolderCounts>> FoldersAsync(WebmailDbContext db, CancellationToken cancellationToken) =>
            FolderCounts.Select(db.Folders.Where(f => f.UserId == User && f.SpecialUse == Role).OrderBy(f => f.Id)).ToListAsync(cancellationToken);

        public override IQueryable<MailMessage> Messages(WebmailDbContext db) =>
            db.Messages.Where(m => m.UserId == User && m.Role == Role && m.Visibility == Visibility.Shown);

        public override Task<int> TotalAsync(WebmailDbContext db, CancellationToken cancellationToken) =>
            db.Folders.Where(f => f.UserId == User && f.SpecialUse == Role).SumAsync(f => f.Total, cancellationToken);
    }

    internal sealed record Starred(long User) : MessageScope(User)
    {
        public override bool Holds(ConversationMember message) => message.InStarred;

        public override IQueryable<MailMessage> Messages(WebmailDbContext db) => db.Messages.Where(m => m.UserId == User && m.InStarred == 1);

        public override Task<int> TotalAsync(WebmailDbContext db, CancellationToken cancellationToken) => Messages(db).CountAsync(cancellationToken);
    }

    internal sealed record Unread(long User) : MessageScope(User)
    {
        public override bool Holds(ConversationMember message) => message.InUnread;

        public override IQueryable<MailMessage> Messages(WebmailDbContext db) => db.Messages.Where(m => m.UserId == User && m.InUnread == 1);

        public override Task<int> TotalAsync(WebmailDbContext db, CancellationToken cancellationToken) => Messages(db).CountAsync(cancellationToken);
    }

    /// <summary>A folder and how much it holds.</summary>
    internal sealed record FolderCounts(FolderId Id, int Total, int Unread, int Conversations)
    {
        public static IQueryable<FolderCounts> Select(IQueryable<MailFolder> folders) => folders.Select(f => new FolderCounts(f.Id, f.Total, f.Unread, f.Conversations));
    }
}
