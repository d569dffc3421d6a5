namespace Webmail.Model;

/// <summary>Which lines of the audit log are wanted, the newest first.</summary>
/// <param name="Person">By or about this person only; null for everybody.</param>
/// <param name="SignIns">True for sign-ins only, false for changes only, null for both.</param>
/// <param name="Text">Part of a name or subject; empty for all.</param>
/// <param name="Before">Only lines older than this one; null from the newest.</param>
public sealed record AuditQuery(UserId? Person, bool? SignIns, string Text, long? Before, int Count);
