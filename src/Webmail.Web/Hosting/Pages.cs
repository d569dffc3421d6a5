using System.IO.Compression;
using System.Text.Encodings.Web;
using System.Text.Unicode;
using Microsoft.AspNetCore.ResponseCompression;
using Microsoft.Extensions.WebEncoders;
using MudBlazor.Services;

namespace Webmail.Web.Hosting;

/// <summary>Registers what renders pages.</summary>
internal static class Pages
{
    public static IServiceCollection AddWebmailPages(this IServiceCollection services)
    {
        services.AddRazorComponents().AddInteractiveServerComponents();
        services.AddMudServices();
        // Russian as it is, not six characters for each letter.
        services.Configure<WebEncoderOptions>(options => options.TextEncoderSettings = new TextEncoderSettings(UnicodeRanges.All));
        services.AddResponseCompression(options =>
        {
            // Pages alone: styles and scripts are compressed ahead of time. The sign-in cookie is not sent with requests
            // that another site makes, so nobody else can measure what a page with a guess in it compresses to.
            options.EnableForHttps = true;
            options.MimeTypes = ["text/html"];
        });
        services.Configure<BrotliCompressionProviderOptions>(options => options.Level = CompressionLevel.Fastest);
        return services;
    }
}
