using Webmail.Model;

namespace Webmail.Engine.Accounts;

/// <summary>Why an actor is woken. A signal says that something is there, the store says what.</summary>
public abstract record AccountSignal
{
    private AccountSignal()
    {
    }

    /// <summary>Operations were recorded.</summary>
    public sealed record Operations : AccountSignal;

    /// <summary>A message was queued, or its time came.</summary>
    public sealed record Outbox : AccountSignal;

    /// <summary>A draft changed, or a window is done with one.</summary>
    public sealed record Drafts : AccountSignal;

    /// <summary>The folder may have changed on the server, or somebody looks at it.</summary>
    public sealed record Folder(FolderId Id) : AccountSignal;

    /// <summary>Any folder may have changed on the server.</summary>
    public sealed record AllFolders : AccountSignal;

    /// <summary>A person wants to know: look at everything now, and try again what failed.</summary>
    public sealed record Refresh : AccountSignal;

    /// <summary>These are likely to be opened next.</summary>
    public sealed record Prefetch(IReadOnlyList<MessageId> Messages) : AccountSignal;

    /// <summary>A server refused the secret, or there is none that could be used.</summary>
    public sealed record Refused : AccountSignal;

    /// <summary>There is a new secret.</summary>
    public sealed record Credential : AccountSignal;
}
