using Microsoft.Extensions.Options;

namespace Webmail.Web.Hosting;

/// <summary>Reads the configuration, once for what is registered by it and once for whoever asks later.</summary>
internal static class OptionsServices
{
    /// <exception cref="OptionsValidationException">A value is out of its bounds.</exception>
    /// <exception cref="InvalidOperationException">A value is not of its type.</exception>
    public static WebmailOptions AddWebmailOptions(this WebApplicationBuilder builder)
    {
        var section = builder.Configuration.GetSection(WebmailOptions.Section);
        builder.Services.AddSingleton<IValidateOptions<WebmailOptions>, WebmailOptionsValidator>();
        builder.Services.AddOptions<WebmailOptions>().Bind(section).ValidateOnStart();
        builder.Services.PostConfigure<WebmailOptions>(bound => bound.DataDirectory = Absolute(builder, bound.DataDirectory));

        var options = section.Get<WebmailOptions>() ?? new WebmailOptions();
        var result = new WebmailOptionsValidator().Validate(null, options);
        if (result.Failed)
            throw new OptionsValidationException(WebmailOptions.Section, typeof(WebmailOptions), result.Failures);
        options.DataDirectory = Absolute(builder, options.DataDirectory);
        return options;
    }

    private static string Absolute(WebApplicationBuilder builder, string directory) =>
        Path.GetFullPath(directory, builder.Environment.ContentRootPath);
}
