using System.Globalization;

namespace Webmail.Web.State;

/// <summary>The time zone of the browser and how dates read in it. The zone comes in a cookie that the page's script sets; before that it is UTC.</summary>
public sealed class ScreenClock(TimeProvider time)
{
    public const string CookieName = "webmail-zone";

    public TimeZoneInfo Zone { get; private set; } = TimeZoneInfo.Utc;

    /// <returns>True when the zone changed.</returns>
    public bool Use(string? zone)
    {
        if (zone is null || zone == Zone.Id || !TimeZoneInfo.TryFindSystemTimeZoneById(zone, out var found))
            return false;
        Zone = found;
        return true;
    }

    /// <summary>Days before today, in the person's zone; 0 is today.</summary>
    public int DaysAgo(DateTimeOffset moment) => (Local(time.GetUtcNow()).Date - Local(moment).Date).Days;

    public bool IsThisYear(DateTimeOffset moment) => Local(time.GetUtcNow()).Year == Local(moment).Year;

    public DateTimeOffset Local(DateTimeOffset moment) => TimeZoneInfo.ConvertTime(moment, Zone);

    /// <summary>In 24 hours, as both languages of the interface write it in lists.</summary>
    public string Time(DateTimeOffset moment) => Local(moment).ToString("HH:mm", CultureInfo.CurrentCulture);

    /// <summary>Day and month, “21 Nov”.</summary>
    public string Day(DateTimeOffset moment) => $"{Local(moment).Day} {Month(moment)}";

    /// <summary>Day, month and year, “21 Nov 2024”.</summary>
    public string DayOfYear(DateTimeOffset moment) => $"{Day(moment)} {Local(moment).Year}";

    // Three letters in both languages: “нояб.” would crowd the column.
    private string Month(DateTimeOffset moment)
    {
        var name = Local(moment).ToString("d MMM", CultureInfo.CurrentCulture).Split(' ')[^1];
        return name[..Math.Min(3, name.Length)];
    }
}
