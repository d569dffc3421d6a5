namespace Webmail.Web.Hosting;

/// <summary>What goes to the log unless the configuration names a category more exactly.</summary>
internal static class Log
{
    public static WebApplicationBuilder UseQuietLog(this WebApplicationBuilder builder)
    {
        builder.Logging
            .AddFilter("Microsoft", LogLevel.Warning)
            .AddFilter("System.Net.Http", LogLevel.Warning)
            // Below a warning it tells whole requests and answers.
            .AddFilter("OpenIddict", LogLevel.Warning)
            .AddFilter("Polly", LogLevel.Warning)
            // The key ring lies in the data directory, which the documentation says to guard.
            .AddFilter("Microsoft.AspNetCore.DataProtection", LogLevel.Error);
        return builder;
    }
}
