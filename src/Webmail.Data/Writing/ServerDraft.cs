using Webmail.Model;

namespace Webmail.Data;

/// <summary>A draft whose copy on the server is not as it should be.</summary>
/// <param name="IsWanted">False when it was discarded or sent: its copy goes.</param>
/// <param name="Header">Message-ID of the copy, without angle brackets; empty before the first.</param>
/// <param name="Version">The version the server has; 0 when it has none.</param>
/// <param name="Folder">Where the copy was put last; null when not known.</param>
/// <param name="Uid">Its UID there; null when not known.</param>
public sealed record ServerDraft(Draft Draft, bool IsWanted, string Header, int Version, FolderId? Folder, uint? Uid);
