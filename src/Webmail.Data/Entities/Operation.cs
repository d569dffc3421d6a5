using Webmail.Model;

namespace Webmail.Data.Entities;

/// <summary>What a person did to one message. Kept after the server has it for as long as it can be undone.</summary>
internal sealed class Operation
{
    public OperationId Id { get; set; }

    public AccountId AccountId { get; set; }

    public MessageId MessageId { get; set; }

    public OperationKind Kind { get; set; }

    /// <summary>Where the person saw the message; an undo of a move goes there.</summary>
    public FolderId FolderId { get; set; }

    public FolderId? TargetId { get; set; }

    /// <summary>Flags this really added; a flag it already had is not among them, so that undo leaves it.</summary>
    public MailFlags Add { get; set; }

    public MailFlags Remove { get; set; }

    public DateTimeOffset Created { get; set; }

    /// <summary>Not played before this.</summary>
    public DateTimeOffset Due { get; set; }

    public int Attempts { get; set; }

    /// <summary>Set once an actor may have told the server: undo then needs the inverse.</summary>
    public long? ClaimedEpoch { get; set; }

    public DateTimeOffset? Done { get; set; }

    /// <summary>The action this belongs to; null once undone.</summary>
    public Guid? Undo { get; set; }

    public string? LastError { get; set; }
}
