namespace Webmail.Model;

/// <summary>How a person wants the mail screen, on every device.</summary>
public sealed record ScreenPreferences
{
    /// <summary><see cref="ReadAfterSeconds"/> of somebody who marks messages themselves.</summary>
    public const int NeverRead = -1;

    /// <summary>The longest wait before an opened message counts as read.</summary>
    public const int MaxReadAfterSeconds = 60;

    public static ScreenPreferences Default { get; } = new();

    public ListDensity Density { get; init; }

    public ReadingPane Pane { get; init; }

    public TextSize TextSize { get; init; }

    /// <summary>How long a message is open until it counts as read; 0 at once, <see cref="NeverRead"/> not by itself.</summary>
    public int ReadAfterSeconds { get; init; }

    /// <summary>False: single keys do nothing (WCAG 2.1.4).</summary>
    public bool Shortcuts { get; init; } = true;

    /// <summary>IANA name; null for the browser's.</summary>
    public string? TimeZone { get; init; }

    public HourStyle Hours { get; init; }

    public DateStyle Dates { get; init; }

    public NotificationPreferences Notifications { get; init; } = new();
}

/// <summary>Desktop notifications while a page is open.</summary>
public sealed record NotificationPreferences
{
    public bool On { get; init; }

    /// <summary>Beginning and end of the quiet hours, in minutes since midnight of the person's day; null without them.</summary>
    public (int From, int To)? Quiet { get; init; }

    /// <summary>Whether nothing is said at this time of day. Hours that end before they begin go over midnight.</summary>
    public bool IsQuiet(TimeSpan timeOfDay)
    {
        if (Quiet is not var (from, to) || from == to)
            return false;
        var minute = (int)timeOfDay.TotalMinutes;
        return from < to ? minute >= from && minute < to : minute >= from || minute < to;
    }
}

/// <summary>How many lines a message takes in the list.</summary>
public enum ListDensity
{
    /// <summary>Three lines, two in a low window.</summary>
    Automatic,

    /// <summary>Three lines.</summary>
    Comfortable,

    /// <summary>Two lines.</summary>
    Cosy,

    /// <summary>One line.</summary>
    Compact,
}

/// <summary>Where a message opens.</summary>
public enum ReadingPane
{
    Right,
    Below,

    /// <summary>In place of the list.</summary>
    Off,
}

/// <summary>Size of the letters of the interface.</summary>
public enum TextSize
{
    Normal,
    Large,
    Larger,
}

/// <summary>How the time of day is written.</summary>
public enum HourStyle
{
    /// <summary>As the language of the screen does.</summary>
    ByLanguage,
    Hours24,
    Hours12,
}

/// <summary>How dates are written.</summary>
public enum DateStyle
{
    /// <summary>As the language of the screen does, the month in letters.</summary>
    ByLanguage,

    /// <summary>2026-11-21.</summary>
    Iso,

    /// <summary>21.11.2026.</summary>
    DayFirst,

    /// <summary>11/21/2026.</summary>
    MonthFirst,
}
