namespace Webmail.Model;

/// <summary>A folder as the server lists it.</summary>
/// <param name="Path">Full name, decoded from modified UTF-7.</param>
/// <param name="Separator">Hierarchy separator; '\0' for a flat name.</param>
/// <param name="SpecialUse">From SPECIAL-USE or XLIST, else from the preset's or customary names; <see cref="SpecialUse.Inbox"/> for INBOX.</param>
/// <param name="Selectable">False for \NoSelect and \NonExistent.</param>
public sealed record ServerFolder(string Path, char Separator, SpecialUse SpecialUse, bool Selectable, bool Subscribed);
