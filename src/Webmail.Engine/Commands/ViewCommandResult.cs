using Webmail.Model;

namespace Webmail.Engine;

/// <summary>An action on a whole view: done at once when the view is small, else under way.</summary>
/// <param name="Job">Null when there was nothing to do.</param>
public sealed record ViewCommandResult(BulkJob? Job)
{
    public bool IsUnderWay => Job is { State: JobState.Running };
}
