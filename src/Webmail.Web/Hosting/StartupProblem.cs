using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Options;
using Webmail.Data;

namespace Webmail.Web.Hosting;

/// <summary>Tells the person who starts the process what to change, where that is known.</summary>
internal static class StartupProblem
{
    /// <returns>Null for anything unexpected: then the exception itself is the message.</returns>
    public static string? Describe(Exception exception) => exception switch
    {
        OptionsValidationException invalid => $"The configuration is not valid:\n  {string.Join("\n  ", invalid.Failures)}",
        InvalidOperationException { Message: var message } when message.Contains("configuration value at", StringComparison.Ordinal) => $"The configuration is not valid:\n  {message}",
        InvalidDataException { InnerException: FormatException { Message: var message } } => $"A configuration file cannot be read: {message}",
        DataDirectoryInUseException => exception.Message,
        IOException { InnerException: AddressInUseException } => $"{exception.Message} Choose another one with ASPNETCORE_URLS or --urls.",
        UnauthorizedAccessException => $"{exception.Message} The data directory (Webmail:DataDirectory) must be writable.",
        _ => null,
    };
}
