using Webmail.Model;

namespace Webmail.Data;

/// <summary>What came of a change of a folder.</summary>
/// <param name="Folder">The folder; null when nothing was done.</param>
/// <param name="Undo">Null when there is nothing to take back.</param>
/// <param name="Changes">To be published now that it is committed.</param>
public sealed record FolderResult(FolderId? Folder, FolderProblem Problem, UndoToken? Undo, IReadOnlyList<MailChange> Changes)
{
    internal static FolderResult Failed(FolderProblem problem) => new(null, problem, null, []);
}
