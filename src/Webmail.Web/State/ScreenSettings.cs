using Webmail.Engine;
using Webmail.Model;

namespace Webmail.Web.State;

/// <summary>How the person of one circuit wants the mail screen, kept current.</summary>
public sealed class ScreenSettings(Preferences preferences)
{
    public ScreenPreferences Current { get; private set; } = ScreenPreferences.Default;

    public async Task ReadAsync(UserId user, CancellationToken cancellationToken) => Current = await preferences.FindAsync(user, cancellationToken);

    /// <summary>Classes of the mail screen.</summary>
    public string Classes => $"density-{Name(Current.Density)} pane-{Name(Current.Pane)}";

    /// <summary>Null where single keys act (WCAG 2.1.4).</summary>
    public string? SingleKeys => Current.Shortcuts ? null : "off";

    /// <summary>How long a message is open until it counts as read; null when not by itself.</summary>
    public TimeSpan? ReadAfter => Current.ReadAfterSeconds == ScreenPreferences.NeverRead ? null : TimeSpan.FromSeconds(Current.ReadAfterSeconds);

    private static string Name(ListDensity density) => density switch
    {
        ListDensity.Comfortable => "comfortable",
        ListDensity.Cosy => "cosy",
        ListDensity.Compact => "compact",
        _ => "automatic",
    };

    private static string Name(ReadingPane pane) => pane switch
    {
        ReadingPane.Below => "below",
        ReadingPane.Off => "off",
        _ => "right",
    };
}
