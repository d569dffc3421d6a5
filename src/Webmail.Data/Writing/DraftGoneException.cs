using Webmail.Model;

namespace Webmail.Data;

/// <summary>A draft is not there any more: somebody was faster.</summary>
public sealed class DraftGoneException(DraftId draft) : Exception($"Draft {draft} is not there any more.");
