namespace Webmail.Model;

/// <summary>What a person did to a folder that the server has still to hear. Replayed in the order of ids within an account; each is idempotent.</summary>
/// <param name="Path">Its path on the server before.</param>
/// <param name="NewPath">For a creation and a new name: its path afterwards; otherwise the same as <paramref name="Path"/>.</param>
/// <param name="Separator">Empty for a flat name.</param>
/// <param name="Use">For a creation: the role it was made for.</param>
public sealed record FolderOperation(
    FolderOperationId Id,
    AccountId Account,
    FolderId Folder,
    FolderOperationKind Kind,
    string Path,
    string NewPath,
    string Separator,
    SpecialUse Use,
    int Attempts);

/// <summary>Kinds of <see cref="FolderOperation"/>.</summary>
public enum FolderOperationKind
{
    Create = 0,

    /// <summary>A new name, or a new place in the tree; what is below it goes with it.</summary>
    Rename = 1,

    /// <summary>What is in it goes to Trash first, when it is not there already.</summary>
    Delete = 2,
    Subscribe = 3,
    Unsubscribe = 4,
}
