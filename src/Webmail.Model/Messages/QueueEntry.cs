namespace Webmail.Model;

/// <summary>What waits for a server, or was refused by it: one line a person reads, however many messages it is about.</summary>
/// <param name="Key">Names the entry in a retry or a drop.</param>
/// <param name="Count">Messages; 1 for a change of a folder.</param>
/// <param name="Subject">Of the only message, or the name of the folder; empty for several messages.</param>
/// <param name="Target">Name of the folder it goes to; empty when it goes nowhere.</param>
/// <param name="Attempts">How often the server was told.</param>
/// <param name="ServerText">Its last words; null when it said nothing yet.</param>
public sealed record QueueEntry(
    QueueKey Key,
    int Count,
    string Subject,
    string Folder,
    string Target,
    DateTimeOffset Since,
    int Attempts,
    string? ServerText)
{
    public bool IsRefused => Key.IsRefused;
}

/// <summary>What the operations of one <see cref="QueueEntry"/> have in common.</summary>
/// <param name="FolderOperation">Set for a change of a folder: then <paramref name="Kind"/> and what follows it say nothing.</param>
public sealed record QueueKey(
    AccountId Account,
    bool IsRefused,
    FolderOperationId? FolderOperation,
    FolderOperationKind? FolderKind,
    OperationKind Kind,
    FolderId Folder,
    FolderId? Target,
    MailFlags Add,
    MailFlags Remove);
