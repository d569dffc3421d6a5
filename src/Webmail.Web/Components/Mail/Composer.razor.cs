using Microsoft.AspNetCore.Components;
using Webmail.Model;

namespace Webmail.Web.Components.Mail;

/// <summary>The empty form of the composer: docked in the mail screen, or alone in a window of its own.</summary>
public sealed partial class Composer
{
    private static readonly (string Field, string Label)[] People = [("to", "To"), ("cc", "Cc"), ("bcc", "Bcc")];
    private string? _shown;
    private bool _hasChanged;

    [Parameter, EditorRequired]
    public required IReadOnlyList<AccountView> Accounts { get; set; }

    /// <summary>Whose drafts these are: kept apart in a browser that several people use.</summary>
    [Parameter, EditorRequired]
    public required UserId User { get; set; }

    [Parameter]
    public bool IsOwnWindow { get; set; }

    /// <summary>The draft to open, in a window of its own.</summary>
    [Parameter]
    public long? Draft { get; set; }

    /// <summary>What a new message starts from, as JSON; from the address of the window.</summary>
    [Parameter]
    public string? Seed { get; set; }

    private IEnumerable<SenderChoice> Senders => Accounts.SelectMany(account => account.Senders);

    protected override void OnParametersSet()
    {
        var now = string.Join('\n', Senders);
        _hasChanged = now != _shown;
        _shown = now;
    }

    // Everything but the list of senders belongs to the browser after the first render.
    protected override bool ShouldRender() => _hasChanged;
}
