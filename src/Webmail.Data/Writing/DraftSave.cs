using Webmail.Model;

namespace Webmail.Data;

/// <summary>How a save went.</summary>
/// <param name="Draft">The draft as it now is in the store; null when there is none.</param>
/// <param name="Conflict">The saved version was not the current one: nothing was written.</param>
/// <param name="HeldElsewhere">Another window edits it.</param>
public sealed record DraftSave(Draft? Draft, bool Conflict, bool HeldElsewhere = false);
