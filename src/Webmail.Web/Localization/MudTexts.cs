using Microsoft.Extensions.Localization;
using MudBlazor;
using Webmail.Web.Resources;

namespace Webmail.Web.Localization;

/// <summary>MudBlazor's own words from our texts; what is missing there stays English.</summary>
internal sealed class MudTexts(IStringLocalizer<Texts> texts) : MudLocalizer
{
    public override LocalizedString this[string key] => texts[key];

    public override LocalizedString this[string key, params object[] arguments] => texts[key, arguments];
}
