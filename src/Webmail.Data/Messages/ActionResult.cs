using Webmail.Model;

namespace Webmail.Data;

/// <summary>What an action of a person did.</summary>
/// <param name="Count">Messages it changed; those of strangers, unknown ones and no-ops do not count.</param>
/// <param name="Changes">To be published now that it is committed.</param>
public sealed record ActionResult(UndoToken Undo, int Count, IReadOnlyList<MailChange> Changes);
