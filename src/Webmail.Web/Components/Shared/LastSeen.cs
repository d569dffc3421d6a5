using System.Globalization;
using Microsoft.Extensions.Localization;
using Webmail.Web.Localization;
using Webmail.Web.Resources;

namespace Webmail.Web.Components.Shared;

/// <summary>How long ago somebody was here, in words that need no time zone.</summary>
internal static class LastSeen
{
    private const int MinutesCalledNow = 12;

    public static string Describe(IStringLocalizer<Texts> texts, DateTimeOffset now, DateTimeOffset? seen)
    {
        if (seen is not { } time)
            return texts["Seen_Never"];
        var ago = now - time;
        return ago switch
        {
            // The store notes it to within ten minutes.
            { TotalMinutes: < MinutesCalledNow } => texts["Seen_Now"],
            { TotalHours: < 1 } => texts["Seen_Minutes", (int)ago.TotalMinutes],
            { TotalDays: < 1 } => texts["Seen_Hours", (int)ago.TotalHours],
            { TotalDays: < 7 } => texts.Count("Seen_Days", (int)ago.TotalDays),
            _ => time.ToString(time.Year == now.Year ? "d MMM" : "d MMM yyyy", CultureInfo.CurrentCulture),
        };
    }
}
