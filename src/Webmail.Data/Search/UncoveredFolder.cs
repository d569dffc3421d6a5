using Webmail.Model;

namespace Webmail.Data;

/// <summary>A folder with messages whose text is not in the index, and what its server is to look for.</summary>
public sealed record UncoveredFolder(AccountId Account, FolderId Folder, IReadOnlyList<SearchCondition.Words> Words);
