using System.Security.Claims;
using Microsoft.Extensions.Localization;
using Webmail.Web.Account;
using Webmail.Web.Components.Shared;
using Webmail.Web.Resources;

namespace Webmail.Web.Components.Settings;

/// <summary>What the navigation of the settings offers.</summary>
internal static class SettingsPlaces
{
    public static IReadOnlyList<SidePage.Place> Of(ClaimsPrincipal person, IStringLocalizer<Texts> text)
    {
        var places = new List<SidePage.Place>
        {
            new("/settings", "sliders", text["Settings_Title"]),
            new("/settings/accounts", "inbox", text["Accounts_Title"]),
        };
        if (person.IsInRole(PersonClaims.AdminRole))
            places.Add(new("/admin/people", "users", text["Admin_Title"]));
        return places;
    }
}
