namespace Webmail.Model;

/// <summary>A folder as the server lists it.</summary>
/// <param name="Path">Full name, decoded from modified UTF-7.</param>
/// <param name="Separator">Hierarchy separator; '\0' for a flat name.</param>
/// <param name="SpecialUse">From SPECIAL-USE or XLIST, else from the preset's or customary names; <see cref="SpecialUse.Inbox"/> for INBOX.</param>
/// <param name="Selectable">False for \NoSelect and \NonExistent.</param>
/// <param name="Status">What the list itself said of its content (LIST-STATUS, RFC 5819); null when nothing.</param>
public sealed record ServerFolder(string Path, char Separator, SpecialUse SpecialUse, bool Selectable, bool Subscribed, FolderStatus? Status = null);

/// <summary>A folder's content in numbers, without opening it.</summary>
/// <param name="HighestModSeq">0 when the server has no CONDSTORE: then flags may have changed unnoticed.</param>
public sealed record FolderStatus(uint UidValidity, uint UidNext, ulong HighestModSeq, int Total)
{
    /// <summary>True when a scan from the anchor would find nothing.</summary>
    /// <param name="total">Messages at the time of the anchor.</param>
    public bool IsAt(SyncAnchor anchor, int total) =>
        HighestModSeq != 0 && UidValidity == anchor.UidValidity && HighestModSeq == anchor.HighestModSeq && UidNext == anchor.UidNext && Total == total;
}
