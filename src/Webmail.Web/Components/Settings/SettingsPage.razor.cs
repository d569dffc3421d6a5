using Microsoft.AspNetCore.Components;
using Webmail.Model;
using Webmail.Web.Account;
using Webmail.Web.Components.Shared;

namespace Webmail.Web.Components.Settings;

/// <summary>Language, theme, sender names and signing out.</summary>
public sealed partial class SettingsPage
{
    private static readonly (string Theme, string Name)[] Themes = [(string.Empty, "Settings_ThemeSystem"), ("light", "Settings_ThemeLight"), ("dark", "Settings_ThemeDark")];
    private IReadOnlyList<AccountView> _accounts = [];
    private bool _conversations;
    private ImagePolicy _images;
    private int _undoSeconds;

    [CascadingParameter]
    public required HttpContext HttpContext { get; set; }

    [SupplyParameterFromForm(FormName = "appearance")]
    private AppearanceForm? Appearance { get; set; }

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

    protected override async Task OnInitializedAsync()
    {
        _accounts = await Settings.AccountsAsync(Person, HttpContext.RequestAborted);
        _images = await Settings.ImagesAsync(Person, HttpContext.RequestAborted);
        _undoSeconds = await Settings.UndoSecondsAsync(Person, HttpContext.RequestAborted);
        _conversations = await Settings.ConversationsAsync(Person, HttpContext.RequestAborted);
    }

    private async Task SaveAppearanceAsync()
    {
        await Settings.SetAppearanceAsync(Person, Appearance?.Language, Appearance?.Theme);
        HttpContext.Response.Redirect("/settings?saved=appearance");
    }

    private async Task SaveListsAsync()
    {
        await Settings.SetConversationsAsync(Person, Lists?.Conversations == true, HttpContext.RequestAborted);
        HttpContext.Response.Redirect("/settings?saved=lists#lists");
    }

    private async Task SaveReadingAsync()
    {
        await Settings.SetImagesAsync(Person, Reading?.Images ?? ImagePolicy.Ask, HttpContext.RequestAborted);
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
    }
}
