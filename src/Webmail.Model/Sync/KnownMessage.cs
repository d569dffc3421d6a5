namespace Webmail.Model;

/// <summary>A message of the index as the server last described it: its flags are the server's, not what a pending operation will make of them.</summary>
public sealed record KnownMessage(uint Uid, ulong ModSeq, MailFlags Flags);
