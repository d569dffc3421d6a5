namespace Webmail.Model;

/// <summary>What a person did that the server has still to hear. Replayed in the order of ids within a folder; each is idempotent.</summary>
/// <param name="Folder">The folder the message was in on the server when this was recorded.</param>
/// <param name="FolderPath">Its path on the server.</param>
/// <param name="Uid">Its UID there; null when it waits for an earlier operation to learn it.</param>
/// <param name="Target">For a move: where to.</param>
/// <param name="TargetPath">Its path on the server.</param>
/// <param name="Created">When the person did it.</param>
public sealed record PendingOperation(
    OperationId Id,
    AccountId Account,
    MessageId Message,
    OperationKind Kind,
    FolderId Folder,
    string FolderPath,
    uint? Uid,
    MailFlags Add,
    MailFlags Remove,
    FolderId? Target,
    string? TargetPath,
    DateTimeOffset Created,
    int Attempts)
{
    /// <summary>UIDNEXT of the target before the first attempt to copy there: a copy of ours has this UID or a higher one. Null until it was needed.</summary>
    public uint? TargetMark { get; init; }
}

/// <summary>Kinds of <see cref="PendingOperation"/>.</summary>
public enum OperationKind
{
    /// <summary>STORE of flags.</summary>
    SetFlags = 0,

    /// <summary>MOVE to another folder of the account.</summary>
    Move = 1,

    /// <summary>Expunge for good (a delete inside Trash).</summary>
    Expunge = 2,

    /// <summary>COPY to another folder of the account; the message itself stays as it is.</summary>
    Copy = 3,

    /// <summary>Into a folder of another account: APPEND there, then expunge here.</summary>
    Transfer = 4,
}

/// <summary>A group of actions that one Undo takes back.</summary>
public sealed record UndoToken(Guid Value);
