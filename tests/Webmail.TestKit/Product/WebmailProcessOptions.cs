namespace Webmail.TestKit.Product;

/// <summary>How to start the product.</summary>
public sealed record WebmailProcessOptions
{
    /// <summary>Environment variables, such as <c>MailServer.ProviderSettings()</c>.</summary>
    public IReadOnlyDictionary<string, string> Settings { get; init; } = new Dictionary<string, string>();

    /// <summary>Null gives it a temporary one that goes with the process.</summary>
    public string? DataDirectory { get; init; }

    /// <summary>Null picks a free one.</summary>
    public int? Port { get; init; }

    /// <summary>Null starts it from the build output of this configuration.</summary>
    public string? PublishedFolder { get; init; }

    /// <summary>Hears every line of its log as it comes.</summary>
    public Action<string>? OnLogLine { get; init; }

    /// <summary>A file that gets the log in the end.</summary>
    public string? KeepLogAt { get; init; }
}
