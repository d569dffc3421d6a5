using Microsoft.AspNetCore.Components;
using Webmail.Engine;
using Webmail.Model;
using Webmail.Web.Account;
using Webmail.Web.Components.Shared;

namespace Webmail.Web.Components.Settings;

/// <summary>How a person's screens look and behave, sender names and signing out.</summary>
public sealed partial class SettingsPage(ImageChoices imageChoices)
{
    private static readonly int[] ReadAfterDefaults = [0, 2, 5, 10, 30, ScreenPreferences.NeverRead];

    private static readonly (string Theme, string Name)[] Themes = [(string.Empty, "Settings_ThemeSystem"), ("light", "Settings_ThemeLight"), ("dark", "Settings_ThemeDark")];
    private IReadOnlyList<AccountView> _accounts = [];
    private bool _conversations;
    private ImagePolicy _images;
    private int _undoSeconds;
    private ScreenPreferences _screen = ScreenPreferences.Default;
    private IReadOnlyList<string> _trusted = [];

    [CascadingParameter]
    public required HttpContext HttpContext { get; set; }

    [SupplyParameterFromForm(FormName = "appearance")]
    private AppearanceForm? Appearance { get; set; }

    [SupplyParameterFromForm(FormName = "time")]
    private TimeForm? Time { get; set; }

    [SupplyParameterFromForm(FormName = "keys")]
    private KeysForm? Keys { get; set; }

    [SupplyParameterFromForm(FormName = "trusted")]
    private string? Distrusted { get; set; }

    [SupplyParameterFromForm(FormName = "lists")]
    private ListsForm? Lists { get; set; }

    [SupplyParameterFromForm(FormName = "reading")]
    private ReadingForm? Reading { get; set; }

    [SupplyParameterFromForm(FormName = "sending")]
    private SendingForm? Sending { get; set; }

    [SupplyParameterFromForm(FormName = "senders")]
    private Dictionary<long, string>? Senders { get; set; }

    [SupplyParameterFromQuery]
    private string? Saved { get; set; }

    private IReadOnlyList<SidePage.Place> Places => SettingsPlaces.For(HttpContext.User, Text);

    private UserId Person => HttpContext.User.PersonId();

    // What is configured stays a choice, whatever it is.
    private IReadOnlyList<int> UndoChoices => [.. new[] { 0, 5, 10, 20, 30, _undoSeconds }.Distinct().Order()];

    private IEnumerable<int> ReadAfterChoices => ReadAfterDefaults.Append(_screen.ReadAfterSeconds).Distinct();

    // Only names of places: the rest are old names and offsets.
    private static IEnumerable<string> Zones => TimeZoneInfo.GetSystemTimeZones().Select(zone => zone.Id)
        .Where(id => id.Contains('/', StringComparison.Ordinal) && !id.StartsWith("Etc/", StringComparison.Ordinal) && !id.StartsWith("SystemV/", StringComparison.Ordinal)).Order(StringComparer.Ordinal);

    protected override async Task OnInitializedAsync()
    {
        _screen = await Settings.PreferencesAsync(Person, HttpContext.RequestAborted);
        _trusted = await imageChoices.TrustedAsync(Person, HttpContext.RequestAborted);
        _accounts = await Settings.AccountsAsync(Person, HttpContext.RequestAborted);
        _images = await imageChoices.PolicyAsync(Person, HttpContext.RequestAborted);
        _undoSeconds = await Settings.UndoSecondsAsync(Person, HttpContext.RequestAborted);
        _conversations = await Settings.ConversationsAsync(Person, HttpContext.RequestAborted);
    }

    private async Task SaveAppearanceAsync()
    {
        await Settings.SetAppearanceAsync(Person, Appearance?.Language, Appearance?.Theme);
        await Settings.ChangeAsync(Person, now => now with { TextSize = Appearance?.TextSize ?? now.TextSize, Density = Appearance?.Density ?? now.Density, Pane = Appearance?.Pane ?? now.Pane }, HttpContext.RequestAborted);
        HttpContext.Response.Redirect("/settings?saved=appearance");
    }

    private async Task SaveTimeAsync()
    {
        await Settings.ChangeAsync(Person, now => now with { TimeZone = string.IsNullOrEmpty(Time?.Zone) ? null : Time.Zone, Hours = Time?.Hours ?? now.Hours, Dates = Time?.Dates ?? now.Dates }, HttpContext.RequestAborted);
        HttpContext.Response.Redirect("/settings?saved=time#time");
    }

    private async Task SaveKeysAsync()
    {
        await Settings.ChangeAsync(Person, now => now with { Shortcuts = Keys?.Shortcuts == true }, HttpContext.RequestAborted);
        HttpContext.Response.Redirect("/settings?saved=keys#keys");
    }

    private async Task DistrustAsync()
    {
        if (Distrusted is { } sender)
            await imageChoices.DistrustAsync(Person, sender, HttpContext.RequestAborted);
        HttpContext.Response.Redirect("/settings#reading");
    }

    private async Task SaveListsAsync()
    {
        await Settings.SetConversationsAsync(Person, Lists?.Conversations == true, HttpContext.RequestAborted);
        HttpContext.Response.Redirect("/settings?saved=lists#lists");
    }

    private async Task SaveReadingAsync()
    {
        await imageChoices.SetPolicyAsync(Person, Reading is { Images: var policy } && Enum.IsDefined(policy) ? policy : ImagePolicy.Ask, HttpContext.RequestAborted);
        if (Reading?.ReadAfter is { } seconds)
            await Settings.ChangeAsync(Person, now => now with { ReadAfterSeconds = seconds }, HttpContext.RequestAborted);
        HttpContext.Response.Redirect("/settings?saved=reading#reading");
    }

    private async Task SaveSendingAsync()
    {
        if (Sending is { UndoSeconds: { } seconds })
            await Settings.SetUndoSecondsAsync(Person, seconds, HttpContext.RequestAborted);
        HttpContext.Response.Redirect("/settings?saved=sending#sending");
    }

    private async Task SaveSendersAsync()
    {
        foreach (var account in _accounts)
        {
            if (Senders?.GetValueOrDefault(account.Id.Value) is { } name && name.Trim() != account.SenderName)
                await Settings.SetSenderNameAsync(Person, account.Id, name, HttpContext.RequestAborted);
        }

        HttpContext.Response.Redirect("/settings?saved=senders#senders");
    }

    private RenderFragment Status(string section) => builder =>
    {
        builder.OpenElement(0, "span");
        builder.AddAttribute(1, "role", "status");
        builder.AddAttribute(2, "class", "muted");
        builder.AddContent(3, Saved == section ? Text["Settings_Saved"].Value : null);
        builder.CloseElement();
    };

    private sealed class ReadingForm
    {
        public ImagePolicy Images { get; set; }

        public int? ReadAfter { get; set; }
    }

    private sealed class SendingForm
    {
        public int? UndoSeconds { get; set; }
    }

    private sealed class ListsForm
    {
        public bool Conversations { get; set; }
    }

    /// <summary>What the first section posts; empty strings leave it to the browser.</summary>
    private sealed class AppearanceForm
    {
        public string? Theme { get; set; }

        public string? Language { get; set; }

        public TextSize? TextSize { get; set; }

        public ListDensity? Density { get; set; }

        public ReadingPane? Pane { get; set; }
    }

    private sealed class TimeForm
    {
        public string? Zone { get; set; }

        public HourStyle? Hours { get; set; }

        public DateStyle? Dates { get; set; }
    }

    private sealed class KeysForm
    {
        public bool Shortcuts { get; set; }
    }
}
