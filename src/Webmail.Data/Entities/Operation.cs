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

    /// <summary>For a transfer: the account of <see cref="TargetId"/>, whose actor does the second step.</summary>
    public AccountId? TargetAccountId { get; set; }

    /// <summary>For a transfer: what is due next.</summary>
    public TransferStep Step { get; set; }

    /// <summary>UIDNEXT of the target before the first attempt to put a copy there.</summary>
    public uint? TargetMark { get; set; }

    /// <summary>UID of the copy in the target, as far as it is known.</summary>
    public uint? TargetUid { get; set; }

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

    /// <summary>The server said no; <see cref="Done"/> is when. Stays until the person retries or drops it, or does something else to the message.</summary>
    public bool Refused { get; set; }

    /// <summary>The action this belongs to; null once undone.</summary>
    public Guid? Undo { get; set; }

    public string? LastError { get; set; }
}
