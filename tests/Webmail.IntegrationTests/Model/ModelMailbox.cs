using Webmail.Model;

namespace Webmail.IntegrationTests.Model;

/// <summary>What the person's mailboxes must hold: every message that was ever put into one, where it has to be now and with which flags.</summary>
internal sealed class ModelMailbox
{
    private readonly Dictionary<string, ModelMessage> _messages = new(StringComparer.Ordinal);

    public IEnumerable<ModelMessage> Present => _messages.Values.Where(message => message.Folder is not null);

    public ModelMessage? Find(string header) => _messages.TryGetValue(header, out var message) && message.Folder is not null ? message : null;

    public void Add(string header, string folder, MailFlags flags) => _messages.Add(header, new ModelMessage(header) { Folder = folder, Flags = flags });

    /// <summary>One line a message, sorted: two mailboxes are equal when these are.</summary>
    public IReadOnlyList<string> Lines() => [.. Present.Select(message => Line(message.Folder ?? "", message.Header, message.Flags)).Order(StringComparer.Ordinal)];

    public static string Line(string folder, string header, MailFlags flags) => $"{folder} {header} {flags}";
}

/// <summary>A message of the model.</summary>
internal sealed class ModelMessage(string header)
{
    public string Header { get; } = header;

    /// <summary>Null once it is gone for good.</summary>
    public string? Folder { get; set; }

    public MailFlags Flags { get; set; }
}
