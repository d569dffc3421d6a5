using Webmail.Model;

namespace Webmail.Engine;

/// <summary>What came of a change of a folder; the server hears of it later.</summary>
/// <param name="Folder">The folder; null when nothing was done.</param>
/// <param name="Undo">Null when there is nothing to take back.</param>
public sealed record FolderCommandResult(FolderId? Folder, FolderProblem Problem, UndoToken? Undo);
