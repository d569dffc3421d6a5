using Webmail.Model;

namespace Webmail.Web.Components.Mail;

/// <summary>What the page derives from its state to show.</summary>
public sealed partial class MailPage
{
    private IReadOnlyList<FolderNode> Nodes => FolderNodes.Build(State.Accounts, State.Counts, State.View, IsExpanded, Words);

    private string ViewTitle => State.View switch
    {
        MailView.Across { View: var view } => Words.View(view),
        _ when State.Folder is { } folder => Words.Folder(folder),
        _ => string.Empty,
    };

    private int Unread => State.View switch
    {
        MailView.Across { View: AcrossView.Inbox } => State.Counts.InboxUnread,
        MailView.OfFolder => State.Folder?.Unread ?? 0,
        _ => 0,
    };

    private string Title => Unread > 0 && State.Search is null
        ? Text["PageTitleUnread", MailWords.Number(Unread, 0), ViewTitle]
        : Text["PageTitle", State.Search is null ? ViewTitle : Text["SearchTitle", State.Search.Text]];

    private string Subtitle => State.Search switch
    {
        { Result.HasMore: true } => Words.Count("SearchManyFound", State.Page.Total),
        { } => Words.Count("SearchFound", State.Page.Total),
        null => Words.Count(State.Arrangement.ShowsConversations ? "ConversationCount" : "MessageCount", State.Page.Total),
    };

    private DateOnly Today => DateOnly.FromDateTime(Clock.Local(Time.GetUtcNow()).Date);

    private bool ShowsSeveralAccounts => State.Accounts.Count > 1
        && (State.View is MailView.Across || State.Search is { Scope: SearchScope.Everything });

    private AccountView? Unnamed => State.Accounts.FirstOrDefault(account => !account.SenderNameConfirmed);

    private AccountView? Syncing => State.Accounts.FirstOrDefault(SyncPanel.IsNeeded);

    private bool IsComing => State.Accounts.Any(account => account.State is AccountState.Starting or AccountState.Syncing)
        && (State.Folder is { } folder ? folder.Total < folder.ServerTotal || folder.ServerTotal == 0 : Syncing is not null);

    private AccountView? OpenAccount => State.Open is { } open && (open.Row?.AccountId ?? open.Facts?.AccountId) is { } id ? State.FindAccount(id) : null;

    private FolderView? OpenFolder => State.Open is { } open && (open.Row?.FolderId ?? open.Facts?.FolderId) is { } id ? State.FindFolder(id) : null;

    private IReadOnlyList<MessageRow> SelectedRows => [.. State.Page.Rows.Where(row => State.Selection.Contains(Webmail.Web.State.RowKey.Of(row)))];

    private bool SelectionHasUnread => SelectedRows.Any(row => row.IsUnread);

    /// <summary>The account all ticked messages are in; null when there are several, or when some are out of sight.</summary>
    private AccountView? SelectionAccount => State.Folder is { } folder
        ? State.FindAccount(folder.AccountId)
        : SelectedRows.Select(row => row.AccountId).Distinct().ToList() is [var only] && SelectedRows.Count == State.Selection.Count ? State.FindAccount(only) : null;

    private IReadOnlyList<MoveTarget> BulkTargets => MoveTargets.For(SelectionAccount, State.Folder?.Id, State.Accounts, Words);

    private bool IsExpanded(AccountView account) =>
        !_collapsed.Contains(account.Id)
        && (_expanded.Contains(account.Id) || account.Id == State.Accounts[0].Id || account.Folders.Any(folder => folder.Id == State.Folder?.Id));

    private void ToggleAccount(AccountId id)
    {
        var (from, to) = State.FindAccount(id) is { } account && IsExpanded(account) ? (_expanded, _collapsed) : (_collapsed, _expanded);
        from.Remove(id);
        to.Add(id);
    }
}
