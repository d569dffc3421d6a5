using System.Security.Claims;
using Microsoft.Extensions.Localization;
using Webmail.Web.Account;
using Webmail.Web.Components.Shared;
using Webmail.Web.Resources;

namespace Webmail.Web.Components.Settings;

/// <summary>The pages of the settings.</summary>
internal static class SettingsPlaces
{
    public const string Main = "/settings";
    public const string Profile = "/settings/profile";
    public const string Notifications = "/settings/notifications";
    public const string Security = "/settings/security";
    public const string Queue = "/settings/queue";
    public const string Senders = "/settings/senders";

    public static IReadOnlyList<SidePage.Place> For(ClaimsPrincipal person, IStringLocalizer<Texts> text)
    {
        List<SidePage.Place> places =
        [
            new(Main, "sliders", text["Settings_Title"]),
            new(Profile, "user", text["Profile_Title"]),
            new("/settings/accounts", "inbox", text["Accounts_Title"]),
            new(Notifications, "bell", text["Notify_Title"]),
            new(Security, "lock", text["Security_Title"]),
            new(Senders, "pen", text["Senders_Title"]),
            new(Queue, "cloudup", text["Queue_Title"]),
        ];
        if (person.IsInRole(PersonClaims.AdminRole))
            places.Add(new("/admin/people", "users", text["Admin_Title"]));
        return places;
    }
}
