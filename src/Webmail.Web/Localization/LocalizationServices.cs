using Microsoft.AspNetCore.Localization;

namespace Webmail.Web.Localization;

/// <summary>Registers the texts and how a request finds its language.</summary>
internal static class LocalizationServices
{
    public static IServiceCollection AddWebmailTexts(this IServiceCollection services)
    {
        services.AddLocalization();
        services.AddTransient<MudBlazor.MudLocalizer, MudTexts>();
        services.Configure<RequestLocalizationOptions>(options =>
        {
            var codes = Languages.All.Select(language => language.Code).ToArray();
            options.SetDefaultCulture(Languages.Default).AddSupportedCultures(codes).AddSupportedUICultures(codes);
            options.RequestCultureProviders = [new LanguageProvider(), new AcceptLanguageHeaderRequestCultureProvider()];
        });
        return services;
    }
}
