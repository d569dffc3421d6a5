namespace Webmail.Model;

/// <summary>By what a message is recognised wherever it turns up.</summary>
/// <param name="MessageIdHeader">Without angle brackets, possibly cut; empty when absent.</param>
public sealed record MessageIdentity(uint Uid, string MessageIdHeader, long SizeBytes);
