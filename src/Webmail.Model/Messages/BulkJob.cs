namespace Webmail.Model;

/// <summary>One action on all messages that a view held when the person asked for it.</summary>
/// <param name="Total">Messages of the view at that moment.</param>
/// <param name="Seen">Those already looked at.</param>
/// <param name="Changed">Those the action changed.</param>
/// <param name="Undo">Takes all of it back; null when it cannot be.</param>
public sealed record BulkJob(JobId Id, UserId User, MessageAction Action, JobState State, int Total, int Seen, int Changed, UndoToken? Undo);

/// <summary>Where a <see cref="BulkJob"/> stands.</summary>
public enum JobState
{
    Running = 0,
    Done = 1,

    /// <summary>The person stopped it; what was done stays done and can be undone.</summary>
    Cancelled = 2,
}
