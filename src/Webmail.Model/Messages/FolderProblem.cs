namespace Webmail.Model;

/// <summary>Why a folder cannot be changed as asked.</summary>
public enum FolderProblem
{
    None,

    /// <summary>There is one of that name at that place.</summary>
    Exists,

    /// <summary>Empty, too long, with the separator, or with characters that a name cannot hold.</summary>
    Name,

    /// <summary>Somebody else's, one with a role, or below itself.</summary>
    NotAllowed,
}
