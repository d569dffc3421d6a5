using System.Text.Json;
using Microsoft.AspNetCore.Components;
using Webmail.Model;
using Webmail.Web.Account;
using Webmail.Web.Components.Mail;
using Webmail.Web.Localization;
using Webmail.Web.State;

namespace Webmail.Web.Components.Settings;

/// <summary>What the person's servers have still to hear, and what they refused.</summary>
public sealed partial class QueuePage
{
    private const string All = "all";
    private IReadOnlyList<QueueEntry> _entries = [];
    private IReadOnlyList<AccountView> _accounts = [];

    [CascadingParameter]
    public required HttpContext HttpContext { get; set; }

    [Inject]
    public required MailWords Words { get; set; }

    [Inject]
    public required ScreenClock Clock { get; set; }

    [SupplyParameterFromForm(FormName = "queue")]
    private QueueForm? Queue { get; set; }

    private UserId Person => HttpContext.User.PersonId();

    protected override async Task OnInitializedAsync()
    {
        Clock.Use(HttpContext.User, HttpContext.Request.Cookies[ScreenClock.CookieName]);
        _accounts = await Store.AccountsAsync(Person, HttpContext.RequestAborted);
        _entries = await Store.EntriesAsync(Person, HttpContext.RequestAborted);
    }

    private async Task ActAsync()
    {
        if (Queue?.Retry is { } retried)
            await Store.RetryAsync(Person, Keys(retried), HttpContext.RequestAborted);
        if (Queue?.Drop is { } dropped)
            await Store.DropAsync(Person, Keys(dropped), HttpContext.RequestAborted);
        HttpContext.Response.Redirect(SettingsPlaces.Queue);
    }

    // Only what is in the person's own queue counts; whatever else a form says means nothing.
    private IReadOnlyList<QueueKey> Keys(string value) => [.. _entries.Where(entry => value == All || value == Value(entry)).Select(entry => entry.Key)];

    private static string Value(QueueEntry entry) => JsonSerializer.Serialize(entry.Key);

    private string What(QueueEntry entry) => entry.Key.FolderKind switch
    {
        FolderOperationKind.Create => Text["Queue_FolderCreate", entry.Target],
        FolderOperationKind.Rename => Text["Queue_FolderRename", entry.Subject, entry.Target],
        FolderOperationKind.Delete => Text["Queue_FolderDelete", entry.Subject],
        FolderOperationKind.Subscribe => Text["Queue_FolderSubscribe", entry.Subject],
        FolderOperationKind.Unsubscribe => Text["Queue_FolderUnsubscribe", entry.Subject],
        _ => entry.Key.Kind switch
        {
            OperationKind.Move => Text["Queue_Move", NameOf(entry.Key.Target, entry.Target)],
            OperationKind.Copy => Text["Queue_Copy", NameOf(entry.Key.Target, entry.Target)],
            OperationKind.Transfer => Text["Queue_Transfer", NameOf(entry.Key.Target, entry.Target)],
            OperationKind.Expunge => Text["Queue_Expunge"],
            _ => Text[FlagsKey(entry.Key)],
        },
    };

    private static string FlagsKey(QueueKey key) => key switch
    {
        { Add: MailFlags.Seen, Remove: MailFlags.None } => "Queue_Read",
        { Add: MailFlags.None, Remove: MailFlags.Seen } => "Queue_Unread",
        { Add: MailFlags.Flagged, Remove: MailFlags.None } => "Queue_Star",
        { Add: MailFlags.None, Remove: MailFlags.Flagged } => "Queue_Unstar",
        _ => "Queue_Flags",
    };

    private string About(QueueEntry entry)
    {
        var account = _accounts.FirstOrDefault(candidate => candidate.Id == entry.Key.Account)?.Address ?? string.Empty;
        var since = Words.WhenFully(entry.Since);
        if (entry.Key.FolderKind is not null)
            return $"{account} · {since}";
        var what = entry.Count == 1 ? Words.Subject(entry.Subject) : Text.Count("Queue_Messages", entry.Count);
        return $"{what} · {NameOf(entry.Key.Folder, entry.Folder)} · {account} · {since}";
    }

    private string NameOf(FolderId? folder, string name) =>
        _accounts.SelectMany(account => account.Folders).FirstOrDefault(candidate => candidate.Id == folder) is { } found ? Words.Folder(found) : name;
}
