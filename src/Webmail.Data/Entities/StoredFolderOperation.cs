using Webmail.Model;

namespace Webmail.Data.Entities;

/// <summary>What a person did to a folder. Kept after the server has it for as long as it can be undone.</summary>
internal sealed class StoredFolderOperation
{
    public FolderOperationId Id { get; set; }

    public AccountId AccountId { get; set; }

    /// <summary>No foreign key: what was refused outlives the folder that was to be created.</summary>
    public FolderId FolderId { get; set; }

    public FolderOperationKind Kind { get; set; }

    /// <summary>As the person saw it when this was recorded; by the time of the replay it is the path on the server.</summary>
    public required string Path { get; set; }

    public required string NewPath { get; set; }

    /// <summary>The role a new folder was made for.</summary>
    public SpecialUse Use { get; set; }

    public DateTimeOffset Created { get; set; }

    public int Attempts { get; set; }

    /// <summary>Set once an actor may have told the server: undo then needs the inverse.</summary>
    public long? ClaimedEpoch { get; set; }

    public DateTimeOffset? Done { get; set; }

    /// <summary>The server said no; <see cref="Done"/> is when. Stays until the person retries or drops it.</summary>
    public bool Refused { get; set; }

    public Guid? Undo { get; set; }

    public string? LastError { get; set; }
}
