using Webmail.Model;

namespace Webmail.Data;

/// <summary>A folder as the synchronisation needs it.</summary>
/// <param name="ServerTotal">Messages the server last said there are.</param>
public sealed record SyncFolder(FolderId Id, string Path, SpecialUse SpecialUse, SyncAnchor Anchor, int ServerTotal);
