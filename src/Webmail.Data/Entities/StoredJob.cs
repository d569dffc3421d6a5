using Webmail.Model;

namespace Webmail.Data.Entities;

/// <summary>An action on all messages of a view and how far it has come: continued after a restart where its last chunk ended.</summary>
internal sealed class StoredJob
{
    public JobId Id { get; set; }

    public long UserId { get; set; }

    public JobKind Kind { get; set; }

    public MailFlags Add { get; set; }

    public MailFlags Remove { get; set; }

    public SpecialUse Role { get; set; }

    public FolderId? TargetId { get; set; }

    /// <summary>The view as its address names it.</summary>
    public required string View { get; set; }

    /// <summary>Ids the person took out of it, as JSON.</summary>
    public required string Except { get; set; }

    /// <summary>The newest id there was: what comes later is not meant.</summary>
    public long MaxId { get; set; }

    /// <summary>The last message looked at, newest first; null at the start.</summary>
    public DateTimeOffset? CursorReceived { get; set; }

    public long CursorId { get; set; }

    public int Total { get; set; }

    public int Seen { get; set; }

    public int Changed { get; set; }

    public JobState State { get; set; }

    public Guid Undo { get; set; }

    public DateTimeOffset Created { get; set; }

    public DateTimeOffset? Ended { get; set; }
}

/// <summary>Kinds of <see cref="MessageAction"/>, as stored.</summary>
internal enum JobKind
{
    SetFlags = 0,
    MoveTo = 1,
    Move = 2,
    Copy = 3,
    Erase = 4,
}
