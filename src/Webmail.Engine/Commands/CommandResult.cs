using Webmail.Model;

namespace Webmail.Engine;

/// <summary>What an action did to the index; the server hears of it later.</summary>
/// <param name="Count">Messages that changed; 0 when there was nothing to do.</param>
public sealed record CommandResult(UndoToken Undo, int Count);
