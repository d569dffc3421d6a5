using Webmail.Engine;
using Webmail.Model;

namespace Webmail.Web.State;

/// <summary>
/// One circuit's window on a person's mail: what is shown now, and how it is read again when something changed.
/// Used only on the circuit's own thread of control.
/// </summary>
public sealed partial class MailboxState(Mailbox mailbox, MailFinder finder, MessageLoader loader, MailChangeFeed feed) : IDisposable
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

    public MessageSelection Selection { get; } = new();

    /// <summary>False until there is anything to show.</summary>
    public bool IsLoaded { get; private set; }

    public FolderView? Folder => View is MailView.OfFolder { Folder: var id } ? FindFolder(id) : null;

    public FolderView? FindFolder(FolderId id) => Accounts.SelectMany(account => account.Folders).FirstOrDefault(folder => folder.Id == id);

    public AccountView? FindAccount(AccountId id) => Accounts.FirstOrDefault(account => account.Id == id);

    public MailScreen Screen => new(Accounts, Counts, View, Page, Open, Search);

    /// <summary>Takes over what the prerendered page showed.</summary>
    public void Adopt(UserId user, MailScreen screen)
    {
        User = user;
        (Accounts, Counts, View, Page, Open, Search) = (screen.Accounts, screen.Counts, screen.View, screen.Page, screen.Open, screen.Search);
        _wanted = (Page.First, Math.Max(Page.Rows.Count, FirstRows));
        IsLoaded = true;
    }

    public async Task StartAsync(UserId user, CancellationToken cancellationToken)
    {
        User = user;
        await ReadAccountsAsync(cancellationToken);
    }

    /// <summary>The inbox of the only account, else the inbox of all.</summary>
    public MailView DefaultView =>
        Accounts is [{ Folders: var folders }] && folders.FirstOrDefault(folder => folder.SpecialUse == SpecialUse.Inbox) is { } inbox
            ? new MailView.OfFolder(inbox.Id)
            : new MailView.Across(AcrossView.Inbox);

    /// <summary>False for a folder that is not this person's.</summary>
    public bool Knows(MailView view) => view is not MailView.OfFolder { Folder: var id } || FindFolder(id) is not null;

    /// <summary>Turns to a view, or to a search begun in it: the first page, or the page around a message that is to be opened.</summary>
    public async Task ShowAsync(MailView view, SearchRequest? request, MessageId? message, CancellationToken cancellationToken)
    {
        var showing = ++_showing;
        var search = await FindAsync(request, cancellationToken);
        var index = message is { } id ? await IndexOfAsync(view, search, id, cancellationToken) : null;
        var first = index is > FirstRows / 2 ? index.Value - (FirstRows / 2) : 0;
        var page = await PageAsync(view, search, first, FirstRows, cancellationToken);
        if (showing != _showing)
            return;
        if (!Shows(view, request))
            Selection.Clear();
        _reading++;
        _wanted = (first, FirstRows);
        (View, Search, Page, IsLoaded) = (view, search, page, true);
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
            return;
        }

        var row = RowOf(id) ?? await mailbox.RowAsync(User, id, cancellationToken);
        var facts = await mailbox.FactsAsync(User, id, cancellationToken);
        var index = await IndexAsync(id, cancellationToken);
        if (opening == _opening)
            Open = new OpenMessage(id, row, facts, null, index);
    }

    /// <summary>Fetches the body of the open message.</summary>
    /// <param name="prerender">True gives up waiting after a moment; the fetch itself goes on into the cache.</param>
    public async Task LoadBodyAsync(bool prerender, CancellationToken cancellationToken)
    {
        if (Open is not { IsGone: false, Id: var id })
            return;
        var loading = loader.LoadAsync(User, id, new ReadingOptions(false, null, part => PartAddress(id, part)), cancellationToken);
        if (prerender && await Task.WhenAny(loading, Task.Delay(PrerenderPatience, cancellationToken)) != loading)
            return;
        var body = await loading;
        if (Open?.Id != id)
            return;
        Open = Open with { Body = body };
        if (Open.Index is { } index)
            mailbox.Prefetch([.. Enumerable.Range(index + 1, Neighbours).Select(RowAt).OfType<MessageRow>().Where(row => RowKey.Of(row).IsMessage)]);
    }

    /// <summary>Hears of every change of this person's mail, on a thread of the feed.</summary>
    public IDisposable Subscribe(Func<IReadOnlyList<MailChange>, Task> handler) => feed.Subscribe(User, handler);

    /// <summary>Reads again what the changes touch.</summary>
    public async Task ApplyAsync(IReadOnlyList<MailChange> changes, CancellationToken cancellationToken)
    {
        await ReadAccountsAsync(cancellationToken);
        if (changes.All(change => change is MailChange.FoldersChanged or MailChange.AccountChanged))
            return;
        await FindAgainAsync(changes, cancellationToken);
        await ReadRowsAsync(cancellationToken);
        foreach (var removed in changes.OfType<MailChange.MessagesRemoved>())
            Selection.Remove(removed.Messages.Select(RowKey.Of));
        await ReadOpenAsync(cancellationToken);
    }

    /// <summary>After an action of this person: what they did is on the screen before anything else happens.</summary>
    public async Task ReadAgainAsync(CancellationToken cancellationToken)
    {
        await ReadAccountsAsync(cancellationToken);
        await ReadRowsAsync(cancellationToken);
        await ReadOpenAsync(cancellationToken);
    }

    public async Task SelectAllAsync(CancellationToken cancellationToken)
    {
        var ids = Search?.Result.Messages ?? await mailbox.IdsAsync(User, View, Math.Max(1, Page.Total), cancellationToken);
        // Local drafts and queued messages have no message id: those on the screen are all there is of them.
        Selection.Replace(ids.Select(RowKey.Of).Concat(Page.Rows.Select(RowKey.Of).Where(key => !key.IsMessage)));
    }

    /// <summary>Ticks everything between the anchor and a row, wherever the screen is.</summary>
    public async Task SelectRangeAsync(int index, CancellationToken cancellationToken)
    {
        var (from, to) = Selection.Anchor is { } anchor && anchor < index ? (anchor, index) : (index, Selection.Anchor ?? index);
        var rows = await PageAsync(View, Search, from, to - from + 1, cancellationToken);
        Selection.Replace(rows.Rows.Select(RowKey.Of));
    }

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

    public static string PartAddress(MessageId message, int part) => $"/api/messages/{message}/parts/{part}";

    private MessageRow? RowOf(MessageId id) => Page.Rows.FirstOrDefault(row => RowKey.Of(row) == RowKey.Of(id));

    private async Task<int?> IndexAsync(MessageId id, CancellationToken cancellationToken) =>
        IndexOf(RowKey.Of(id)) ?? await IndexOfAsync(View, Search, id, cancellationToken);

    private async Task ReadAccountsAsync(CancellationToken cancellationToken)
    {
        Accounts = await mailbox.AccountsAsync(User, cancellationToken);
        Counts = await mailbox.CountsAsync(User, cancellationToken);
    }

    private async Task ReadOpenAsync(CancellationToken cancellationToken)
    {
        if (Open is not { Id: var id })
            return;
        var row = await mailbox.RowAsync(User, id, cancellationToken);
        var index = await IndexAsync(id, cancellationToken);
        if (Open?.Id == id)
            Open = Open with { Row = row, Index = index };
    }

    private async Task ReadRowsAsync(CancellationToken cancellationToken)
    {
        var reading = ++_reading;
        var (first, count) = _wanted;
        var middle = first > 0 && first == Page.First && Page.Rows.Count > 0 ? Page.Rows[Page.Rows.Count / 2] : null;
        var page = await PageAsync(View, Search, first, count, cancellationToken);
        // The end of the list may have come nearer: a window past it would be empty.
        if (page.Rows.Count == 0 && page.Total > 0)
            first = Math.Max(0, page.Total - count);
        // So much new mail above that what was on the screen is out of the window: the window follows it.
        else if (middle is { Draft: null, Outbox: null } && page.Total > Page.Total && page.Rows.All(row => row.Id != middle.Id)
            && await IndexOfAsync(View, Search, middle.Id, cancellationToken) is { } moved)
            first = Math.Max(0, moved - (count / 2));
        if (first != page.First && reading == _reading)
            page = await PageAsync(View, Search, first, count, cancellationToken);
        if (reading != _reading)
            return;
        Page = page;
        _wanted = (first, count);
    }
}
