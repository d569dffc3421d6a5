using System.Globalization;
using Microsoft.AspNetCore.Components;
using Webmail.Engine;
using Webmail.Model;
using Webmail.Web.Account;
using Webmail.Web.Components.Mail;

namespace Webmail.Web.Components.Settings;

/// <summary>Of which new mail the person is told on their desktop while a page is open, and when not.</summary>
public sealed partial class NotificationsPage(MailboxArrangement arrangement)
{
    private NotificationPreferences _current = new();
    private IReadOnlyList<AccountView> _accounts = [];

    [CascadingParameter]
    public required HttpContext HttpContext { get; set; }

    [Inject]
    public required MailWords Words { get; set; }

    [SupplyParameterFromForm(FormName = "notifications")]
    private NotificationsForm? Form { get; set; }

    [SupplyParameterFromForm(FormName = "notifications")]
    private long[]? Accounts { get; set; }

    [SupplyParameterFromForm(FormName = "notifications")]
    private long[]? Folders { get; set; }

    [SupplyParameterFromQuery]
    private string? Saved { get; set; }

    private UserId Person => HttpContext.User.PersonId();

    protected override async Task OnInitializedAsync()
    {
        _current = (await Settings.PreferencesAsync(Person, HttpContext.RequestAborted)).Notifications;
        _accounts = await Settings.AccountsAsync(Person, HttpContext.RequestAborted);
    }

    private async Task SaveAsync()
    {
        var wanted = new NotificationPreferences { On = Form?.On == true, Quiet = Minutes(Form?.From) is { } from && Minutes(Form?.To) is { } to ? (from, to) : null };
        await arrangement.SetNotifiedAsync(Person, [.. (Accounts ?? []).Select(id => new AccountId(id))], [.. (Folders ?? []).Select(id => new FolderId(id))], HttpContext.RequestAborted);
        await Settings.ChangeAsync(Person, now => now with { Notifications = wanted }, HttpContext.RequestAborted);
        HttpContext.Response.Redirect($"{SettingsPlaces.Notifications}?saved=true");
    }

    private static int? Minutes(string? clock) =>
        TimeOnly.TryParseExact(clock, "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var time) ? (time.Hour * 60) + time.Minute : null;

    private static string? Clock(int? minutes) => minutes is { } minute ? TimeOnly.FromTimeSpan(TimeSpan.FromMinutes(minute)).ToString("HH:mm", CultureInfo.InvariantCulture) : null;

    private sealed class NotificationsForm
    {
        public bool On { get; set; }

        public string? From { get; set; }

        public string? To { get; set; }
    }
}
