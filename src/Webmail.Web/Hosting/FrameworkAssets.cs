namespace Webmail.Web.Hosting;

/// <summary>Serves what the framework brings, such as blazor.web.js, from the build output as it would be served when published.</summary>
internal static class FrameworkAssets
{
    public static WebApplicationBuilder UseFrameworkAssets(this WebApplicationBuilder builder)
    {
        // Outside Development the build output would serve none of them.
        builder.WebHost.UseStaticWebAssets();
        // The handler that notices edited files sends gzip under the name of brotli (seen with .NET 10.0).
        builder.WebHost.UseSetting("ReloadStaticAssetsAtRuntime", bool.FalseString);
        builder.WebHost.UseSetting("EnableStaticAssetsDevelopmentCaching", bool.TrueString);
        return builder;
    }
}
