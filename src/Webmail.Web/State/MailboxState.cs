using Microsoft.Extensions.Localization;
using Webmail.Engine;
using Webmail.Model;
using Webmail.Web.Images;
using Webmail.Web.Resources;

namespace Webmail.Web.State;

/// <summary>
/// One circuit's window on a person's mail: what is shown now, and how it is read again when something changed.
/// Used only on the circuit's own thread of control.
/// </summary>
public sealed partial class MailboxState(Mailbox mailbox, MailFinder finder, MessageLoader loader, MailChangeFeed feed, ImageLinks links, IStringLocalizer<MailTexts> texts) : IDisposable
{
    /// <summary>Rows of the first page; also what the prerendered page holds.</summary>
    public const int FirstRows = 40;

    /// <summary>How many below the open message are fetched ahead.</summary>
    private const int Neighbours = 2;

    // A body that is not cached yet must not hold up the page: what comes later is rendered by the circuit.
    private static readonly TimeSpan PrerenderPatience = TimeSpan.FromSeconds(2);
    // What was asked for last wins: a slower answer to an earlier question is dropped.
    private int _showing;
    private int _reading;
    private int _opening;
    private (int First, int Count) _wanted = (0, FirstRows);
    private IReadOnlyList<IDisposable> _watching = [];

    public UserId User { get; private set; }

    public IReadOnlyList<AccountView> Accounts { get; private set; } = [];

    public ViewCounts Counts { get; private set; } = new(0, 0, 0, 0);

    public MailView View { get; private set; } = new MailView.Across(AcrossView.Inbox);

    /// <summary>The rows on the screen and around it.</summary>
    public MessagePage Page { get; private set; } = MessagePage.Empty;

    public OpenMessage? Open { get; private set; }

    /// <summary>How the view is listed.</summary>
    public ListArrangement Arrangement { get; private set; } = ListArrangement.Default;

    /// <summary>What is queued is listed in the order it leaves in.</summary>
    public bool CanArrange => View is not MailView.Across { View: AcrossView.Scheduled or AcrossView.Outbox };

    /// <summary>The person wants conversations where they can be had.</summary>
    public bool Conversations { get; private set; }

    /// <summary>The other messages of the conversation that is open.</summary>
    public OpenThread Thread { get; } = new(mailbox);

    private MailList List => new(View, Arrangement);

    // What a search finds is always messages.
    private bool ShowsConversations => Search is null && Arrangement.ShowsConversations;

    public MessageSelection Selection { get; } = new();

    /// <summary>Actions on whole views that are under way.</summary>
    public IReadOnlyList<BulkJob> Jobs { get; private set; } = [];

    /// <summary>False until there is anything to show.</summary>
    public bool IsLoaded { get; private set; }

    public FolderView? Folder => View is MailView.OfFolder { Folder: var id } ? FindFolder(id) : null;

    public FolderView? FindFolder(FolderId id) => Accounts.SelectMany(account => account.Folders).FirstOrDefault(folder => folder.Id == id);

    public AccountView? FindAccount(AccountId id) => Accounts.FirstOrDefault(account => account.Id == id);

    public MailScreen Screen => new(Accounts, Counts, View, Page, Open, Search) { Arrangement = Arrangement, Thread = Thread.Messages };

    /// <summary>What the address of the list says after its question mark: the search, else how the view is listed. Empty for the customary.</summary>
    public string Query => Search is { } search ? SearchAddress.QueryOf(search.Text, search.Scope) : Arrangement.ToQuery();

    /// <summary>The address of the list, or of a message in it.</summary>
    public string Address(MessageId? message = null)
    {
        var path = message is { } id ? $"/mail/{View}/{id}" : $"/mail/{View}";
        return Query is { Length: > 0 } query ? $"{path}?{query}" : path;
    }

    /// <summary>Takes over what the prerendered page showed.</summary>
    public void Adopt(UserId user, MailScreen screen)
    {
        User = user;
        (Accounts, Counts, View, Page, Open, Search) = (screen.Accounts, screen.Counts, screen.View, screen.Page, screen.Open, screen.Search);
        (Arrangement, Conversations) = (screen.Arrangement, screen.Arrangement.Conversations);
        Thread.Adopt(screen.Thread);
        _wanted = (Page.First, Math.Max(Page.Rows.Count, FirstRows));
        IsLoaded = true;
    }

    public async Task StartAsync(UserId user, CancellationToken cancellationToken)
    {
        User = user;
        await ReadAccountsAsync(cancellationToken);
        await ReadJobsAsync(cancellationToken);
    }

    /// <summary>The inbox of the only account, else the inbox of all.</summary>
    public MailView DefaultView =>
        Accounts is [{ Folders: var folders }] && folders.FirstOrDefault(folder => folder.SpecialUse == SpecialUse.Inbox) is { } inbox
            ? new MailView.OfFolder(inbox.Id)
            : new MailView.Across(AcrossView.Inbox);

    /// <summary>False for a folder that is not this person's.</summary>
    public bool Knows(MailView view) => view is not MailView.OfFolder { Folder: var id } || FindFolder(id) is not null;

    /// <summary>Turns to a view, or to a search begun in it: the first page, or the page around a message that is to be opened.</summary>
    public async Task ShowAsync(MailView view, ListArrangement arrangement, SearchRequest? request, MessageId? message, CancellationToken cancellationToken)
    {
        var showing = ++_showing;
        var list = new MailList(view, arrangement);
        var search = await FindAsync(request, cancellationToken);
        var index = message is { } id ? await IndexOfAsync(list, search, id, cancellationToken) : null;
        var first = index is > FirstRows / 2 ? index.Value - (FirstRows / 2) : 0;
        var page = await PageAsync(list, search, first, FirstRows, cancellationToken);
        if (showing != _showing)
            return;
        if (!Shows(view, arrangement, request))
            Selection.Clear();
        _reading++;
        _wanted = (first, FirstRows);
        (View, Arrangement, Search, Page, IsLoaded) = (view, arrangement, search, page, true);
        Watch();
    }

    /// <summary>Reads the rows around a place in the view. Only the last call of several at once counts.</summary>
    public async Task ReadWindowAsync(int first, int count, CancellationToken cancellationToken)
    {
        _wanted = (Math.Max(0, first), count);
        await ReadRowsAsync(cancellationToken);
    }

    /// <summary>Null closes the reading pane. Headers are there at once; <see cref="LoadBodyAsync"/> brings the rest.</summary>
    public async Task OpenAsync(MessageId? message, CancellationToken cancellationToken)
    {
        var opening = ++_opening;
        if (message is not { } id)
        {
            Open = null;
            Thread.Close();
            return;
        }

        var row = RowOf(id) ?? await mailbox.RowAsync(User, id, cancellationToken);
        var facts = await mailbox.FactsAsync(User, id, cancellationToken);
        var index = await IndexAsync(id, cancellationToken);
        var thread = await ReadThreadAsync(id, isNew: true, cancellationToken);
        if (opening != _opening)
            return;
        Open = new OpenMessage(id, ConversationAt(index) ?? row, facts, null, index);
        _displays.Clear();
        Thread.Adopt(thread);
    }

    /// <summary>Opens or closes a message of the open conversation.</summary>
    public Task ToggleThreadAsync(MessageId message, CancellationToken cancellationToken)
    {
        Thread.Toggle(message);
        return LoadBodyAsync(prerender: false, cancellationToken);
    }

    /// <summary>What is unread of what is open: the message, or its conversation in this view and what else is told of it.</summary>
    public async Task<IReadOnlyList<MessageId>> UnreadOfOpenAsync(CancellationToken cancellationToken)
    {
        if (Open is not { } open)
            return [];
        var told = Thread.Messages.Where(m => m.Message.Row?.IsUnread == true).Select(m => m.Message.Id);
        return [.. (open.Row?.IsUnread == true ? await WithConversationsAsync([open.Id], cancellationToken) : []).Union(told)];
    }

    /// <summary>What an action on rows acts on: the messages, or the messages in this view of their conversations.</summary>
    public Task<IReadOnlyList<MessageId>> WithConversationsAsync(IReadOnlyList<MessageId> messages, CancellationToken cancellationToken) =>
        ShowsConversations && messages.Count > 0 ? mailbox.WithConversationsAsync(User, View, messages, cancellationToken) : Task.FromResult(messages);

    public async Task SetConversationsAsync(bool on, CancellationToken cancellationToken)
    {
        await mailbox.SetConversationsAsync(User, on, cancellationToken);
        Conversations = on;
    }

    /// <summary>Fetches the body of the open message.</summary>
    /// <param name="prerender">True gives up waiting after a moment; the fetch itself goes on into the cache.</param>
    public async Task LoadBodyAsync(bool prerender, CancellationToken cancellationToken)
    {
        if (Open is not { IsGone: false, Id: var id })
            return;
        if (Thread.Messages.Count > 0)
        {
            await Thread.LoadAsync(User, message => LoadAsync(message, prerender, cancellationToken), cancellationToken);
            return;
        }

        if (await LoadAsync(id, prerender, cancellationToken) is not { } body || Open?.Id != id)
            return;
        Open = Open with { Body = body };
        if (Open.Index is { } index)
            mailbox.Prefetch([.. Enumerable.Range(index + 1, Neighbours).Select(RowAt).OfType<MessageRow>().Where(row => RowKey.Of(row).IsMessage)]);
    }

    /// <returns>Null when it is not here in time.</returns>
    private async Task<LoadedMessage?> LoadAsync(MessageId id, bool prerender, CancellationToken cancellationToken)
    {
        var loading = loader.LoadAsync(User, id, DisplayOf(id).ToOptions(id, null, links, texts["ShowQuote"]) with { WithSender = true }, cancellationToken);
        return prerender && await Task.WhenAny(loading, Task.Delay(PrerenderPatience, cancellationToken)) != loading ? null : await loading;
    }

    /// <summary>Hears of every change of this person's mail, on a thread of the feed.</summary>
    public IDisposable Subscribe(Func<IReadOnlyList<MailChange>, Task> handler) => feed.Subscribe(User, handler);

    /// <summary>Reads again what the changes touch.</summary>
    public async Task ApplyAsync(IReadOnlyList<MailChange> changes, CancellationToken cancellationToken)
    {
        await ReadAccountsAsync(cancellationToken);
        if (changes.OfType<MailChange.JobChanged>().Any())
            await ReadJobsAsync(cancellationToken);
        if (changes.All(change => change is MailChange.FoldersChanged or MailChange.AccountChanged))
            return;
        await FindAgainAsync(changes, cancellationToken);
        await ReadRowsAsync(cancellationToken);
        foreach (var removed in changes.OfType<MailChange.MessagesRemoved>())
            Selection.Remove(removed.Messages.Select(RowKey.Of));
        await ReadOpenAsync(cancellationToken);
    }

    public Task ReadAgainAsync(CancellationToken cancellationToken) => ReadAgainAsync(left: false, cancellationToken);

    /// <summary>After an action of this person: what they did is on the screen before anything else happens.</summary>
    /// <param name="left">Messages went somewhere else: a search may find fewer.</param>
    public async Task ReadAgainAsync(bool left, CancellationToken cancellationToken)
    {
        await ReadAccountsAsync(cancellationToken);
        if (left)
            await FindAgainAsync(cancellationToken);
        await ReadRowsAsync(cancellationToken);
        await ReadOpenAsync(cancellationToken);
    }

    /// <summary>Ticks everything the list shows. A whole folder is ticked without reading it; what is filtered or gathered is named one by one.</summary>
    public async Task SelectAllAsync(CancellationToken cancellationToken)
    {
        // Local drafts and queued messages are acted on one by one: views that hold them hold few.
        if (Page.Rows.Any(row => !RowKey.Of(row).IsMessage))
        {
            Selection.Replace(Page.Rows.Select(RowKey.Of));
        }
        else if (Search is null && Arrangement.HoldsWholeView)
        {
            Selection.SelectAll(Page.Total);
        }
        else
        {
            var ids = Search?.Result.Messages ?? await mailbox.IdsAsync(User, List, Math.Max(1, Page.Total), cancellationToken);
            Selection.Replace(ids.Select(RowKey.Of));
        }
    }

    /// <summary>Ticks everything between the anchor and a row, wherever the screen is.</summary>
    public async Task SelectRangeAsync(int index, CancellationToken cancellationToken)
    {
        var (from, to) = Selection.Anchor is { } anchor && anchor < index ? (anchor, index) : (index, Selection.Anchor ?? index);
        var rows = await PageAsync(List, Search, from, to - from + 1, cancellationToken);
        Selection.Replace(rows.Rows.Select(RowKey.Of));
    }

    public async Task ReadJobsAsync(CancellationToken cancellationToken) => Jobs = await mailbox.JobsAsync(User, cancellationToken);

    /// <summary>Null when it is forgotten.</summary>
    public Task<BulkJob?> JobAsync(JobId job, CancellationToken cancellationToken) => mailbox.JobAsync(User, job, cancellationToken);

    /// <summary>Null when there is no such message of the person.</summary>
    public Task<MessageRow?> FindRowAsync(MessageId message, CancellationToken cancellationToken) => mailbox.RowAsync(User, message, cancellationToken);

    public MessageRow? RowAt(int index) =>
        index >= Page.First && index < Page.First + Page.Rows.Count ? Page.Rows[index - Page.First] : null;

    public int? IndexOf(RowKey key)
    {
        for (var i = 0; i < Page.Rows.Count; i++)
        {
            if (RowKey.Of(Page.Rows[i]) == key)
                return Page.First + i;
        }

        return null;
    }

    public Task SetSenderNameAsync(AccountId account, string name, CancellationToken cancellationToken) =>
        mailbox.SetSenderNameAsync(User, account, name, cancellationToken);

    /// <summary>Asks the servers for new mail now.</summary>
    public Task RefreshAsync(CancellationToken cancellationToken) => mailbox.RefreshAsync(User, cancellationToken);

    /// <summary>The person is gone.</summary>
    public void Dispose()
    {
        foreach (var watching in _watching)
            watching.Dispose();
        _watching = [];
    }

    /// <summary>Has the servers tell at once what changes in the folders on the screen.</summary>
    private void Watch()
    {
        IReadOnlyList<FolderView> folders = Folder is { } folder
            ? [folder]
            : [.. Accounts.SelectMany(account => account.Folders).Where(candidate => candidate.SpecialUse == SpecialUse.Inbox)];
        var before = _watching;
        _watching = [.. folders.Select(shown => mailbox.Watch(shown.AccountId, shown.Id))];
        foreach (var watching in before)
            watching.Dispose();
    }

    public static string PartAddress(MessageId message, PartPath part) => $"/api/messages/{message}/parts/{part}";

    private MessageRow? RowOf(MessageId id) => Page.Rows.FirstOrDefault(row => RowKey.Of(row) == RowKey.Of(id));

    private async Task<int?> IndexAsync(MessageId id, CancellationToken cancellationToken) =>
        IndexOf(RowKey.Of(id)) ?? await IndexOfAsync(List, Search, id, cancellationToken);

    /// <summary>The row of a conversation says more than that of its message.</summary>
    private MessageRow? ConversationAt(int? index) => index is { } place && RowAt(place) is { Conversation: not null } row ? row : null;

    private Task<IReadOnlyList<ThreadMessage>> ReadThreadAsync(MessageId id, bool isNew, CancellationToken cancellationToken) =>
        ShowsConversations ? Thread.ReadAsync(User, View, id, isNew, cancellationToken) : Task.FromResult<IReadOnlyList<ThreadMessage>>([]);

    private async Task ReadAccountsAsync(CancellationToken cancellationToken)
    {
        Accounts = await mailbox.AccountsAsync(User, cancellationToken);
        Counts = await mailbox.CountsAsync(User, cancellationToken);
        Conversations = await mailbox.ConversationsAsync(User, cancellationToken);
    }

    private async Task ReadOpenAsync(CancellationToken cancellationToken)
    {
        if (Open is not { Id: var id })
            return;
        var row = await mailbox.RowAsync(User, id, cancellationToken);
        var index = await IndexAsync(id, cancellationToken);
        var thread = await ReadThreadAsync(id, isNew: false, cancellationToken);
        if (Open?.Id != id)
            return;
        Open = Open with { Row = row is null ? null : ConversationAt(index) ?? row, Index = index };
        Thread.Adopt(thread);
    }

    private async Task ReadRowsAsync(CancellationToken cancellationToken)
    {
        var reading = ++_reading;
        var (first, count) = _wanted;
        var middle = first > 0 && first == Page.First && Page.Rows.Count > 0 ? Page.Rows[Page.Rows.Count / 2] : null;
        var page = await PageAsync(List, Search, first, count, cancellationToken);
        // The end of the list may have come nearer: a window past it would be empty.
        if (page.Rows.Count == 0 && page.Total > 0)
            first = Math.Max(0, page.Total - count);
        // So much new mail above that what was on the screen is out of the window: the window follows it.
        else if (middle is { Draft: null, Outbox: null } && page.Total > Page.Total && page.Rows.All(row => row.Id != middle.Id)
            && await IndexOfAsync(List, Search, middle.Id, cancellationToken) is { } moved)
            first = Math.Max(0, moved - (count / 2));
        if (first != page.First && reading == _reading)
            page = await PageAsync(List, Search, first, count, cancellationToken);
        if (reading != _reading)
            return;
        Page = page;
        _wanted = (first, count);
    }
}
