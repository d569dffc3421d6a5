namespace Webmail.Data;

/// <summary>What a blob is for; part of what its encryption is bound to.</summary>
public enum BlobKind
{
    /// <summary>What came from a server: raw messages, and outlines and parts of large ones; a cache.</summary>
    Body = 0,

    /// <summary>Frozen bytes of a queued message.</summary>
    Outbox = 1,

    /// <summary>A file on a draft.</summary>
    Attachment = 2,
}
