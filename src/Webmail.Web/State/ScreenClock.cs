using System.Globalization;
using System.Security.Claims;
using Webmail.Model;
using Webmail.Web.Account;

namespace Webmail.Web.State;

/// <summary>
/// The time zone of a screen and how dates read on it, as the person chose. Else the zone is the browser's: it comes in a cookie that the page's
/// script sets; before that it is UTC.
/// </summary>
public sealed class ScreenClock(TimeProvider time)
{
    public const string CookieName = "webmail-zone";
    private ScreenClaim _chosen = ScreenClaim.Default;
    private string? _browser;

    public TimeZoneInfo Zone { get; private set; } = TimeZoneInfo.Utc;

    /// <summary>What the person chose, as their sign-in says, and the zone of their browser.</summary>
    public void Use(ClaimsPrincipal person, string? browserZone)
    {
        _chosen = ScreenClaim.Of(person);
        Use(browserZone);
    }

    /// <summary>What the person has chosen meanwhile.</summary>
    public void Use(ScreenPreferences preferences)
    {
        _chosen = new ScreenClaim(preferences.TimeZone, preferences.Hours, preferences.Dates, preferences.TextSize);
        Use(_browser);
    }

    /// <param name="browserZone">Counts while the person has chosen none.</param>
    /// <returns>True when the zone changed.</returns>
    public bool Use(string? browserZone)
    {
        _browser = browserZone;
        if ((_chosen.Zone ?? browserZone) is not { } zone || zone == Zone.Id || !TimeZoneInfo.TryFindSystemTimeZoneById(zone, out var found))
            return false;
        Zone = found;
        return true;
    }

    /// <summary>Days before today, in the person's zone; 0 is today.</summary>
    public int DaysAgo(DateTimeOffset moment) => (Local(time.GetUtcNow()).Date - Local(moment).Date).Days;

    public bool IsThisYear(DateTimeOffset moment) => Local(time.GetUtcNow()).Year == Local(moment).Year;

    public DateTimeOffset Local(DateTimeOffset moment) => TimeZoneInfo.ConvertTime(moment, Zone);

    /// <summary>In 24 hours, as both languages of the interface write it in lists, unless the person wants 12.</summary>
    public string Time(DateTimeOffset moment) =>
        Local(moment).ToString(_chosen.Hours == HourStyle.Hours12 ? "h:mm tt" : "HH:mm", CultureInfo.InvariantCulture);

    /// <summary>Day and month, “21 Nov”.</summary>
    public string Day(DateTimeOffset moment) => _chosen.Dates switch
    {
        DateStyle.Iso => Format(moment, "yyyy-MM-dd"),
        DateStyle.DayFirst => Format(moment, "dd.MM"),
        DateStyle.MonthFirst => Format(moment, "MM/dd"),
        _ => $"{Local(moment).Day} {Month(moment)}",
    };

    /// <summary>Day, month and year, “21 Nov 2024”.</summary>
    public string DayOfYear(DateTimeOffset moment) => _chosen.Dates switch
    {
        DateStyle.Iso => Format(moment, "yyyy-MM-dd"),
        DateStyle.DayFirst => Format(moment, "dd.MM.yyyy"),
        DateStyle.MonthFirst => Format(moment, "MM/dd/yyyy"),
        _ => $"{Day(moment)} {Local(moment).Year}",
    };

    private string Format(DateTimeOffset moment, string format) => Local(moment).ToString(format, CultureInfo.InvariantCulture);

    // Three letters in both languages: “нояб.” would crowd the column.
    private string Month(DateTimeOffset moment)
    {
        var name = Local(moment).ToString("d MMM", CultureInfo.CurrentCulture).Split(' ')[^1];
        return name[..Math.Min(3, name.Length)];
    }
}
