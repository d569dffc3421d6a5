using Microsoft.AspNetCore.Identity;
using Webmail.Model;

namespace Webmail.Data.Entities;

/// <summary>A person who signs in.</summary>
public sealed class AppUser : IdentityUser<long>
{
    public string DisplayName { get; set; } = "";

    /// <summary>Culture name; null: the browser decides.</summary>
    public string? Language { get; set; }

    /// <summary>Null: the browser decides.</summary>
    public string? Theme { get; set; }

    /// <summary>Lists show conversations.</summary>
    public bool Conversations { get; set; }

    public ImagePolicy RemoteImages { get; set; }

    /// <summary>How long a sent message waits before it leaves; null: as configured.</summary>
    public int? UndoSeconds { get; set; }

    public ListDensity Density { get; set; }

    public ReadingPane Pane { get; set; }

    public TextSize TextSize { get; set; }

    /// <summary>As <see cref="ScreenPreferences.ReadAfterSeconds"/>.</summary>
    public int ReadAfterSeconds { get; set; }

    public bool ShortcutsOff { get; set; }

    /// <summary>IANA name; null: the browser decides.</summary>
    public string? TimeZone { get; set; }

    public HourStyle Hours { get; set; }

    public DateStyle Dates { get; set; }

    /// <summary>Desktop notifications while a page is open.</summary>
    public bool Notifications { get; set; }

    /// <summary>Minutes since midnight; null without quiet hours.</summary>
    public int? QuietFrom { get; set; }

    public int? QuietTo { get; set; }

    /// <summary>Only the administrator gives them mailboxes.</summary>
    public bool MailboxesForbidden { get; set; }

    /// <summary>May not sign in, and nothing runs for their accounts.</summary>
    public bool Disabled { get; set; }

    public DateTimeOffset Created { get; set; }

    /// <summary>Null when never since this was recorded.</summary>
    public DateTimeOffset? LastSeen { get; set; }
}
