using Webmail.Model;

namespace Webmail.Engine;

/// <summary>A provider as the administrator sees it.</summary>
/// <param name="Added">Number of the one that was added on the page, which can be changed there; null for a built-in one or one from the configuration.</param>
/// <param name="Disabled">Takes no new mailboxes here.</param>
public sealed record ProviderView(
    string Id,
    string Name,
    IReadOnlyList<string> Domains,
    ServerEndpoint Imap,
    ServerEndpoint? Smtp,
    bool BuiltIn,
    long? Added,
    bool Disabled);
