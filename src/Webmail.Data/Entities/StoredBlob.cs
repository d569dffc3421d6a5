using Webmail.Model;

namespace Webmail.Data.Entities;

/// <summary>An encrypted file of the blob store. The row exists only once the file is durable.</summary>
internal sealed class StoredBlob
{
    public BlobId Id { get; set; }

    public long UserId { get; set; }

    public AccountId AccountId { get; set; }

    public BlobKind Kind { get; set; }

    /// <summary>Names the file and is what its encryption is bound to.</summary>
    public Guid FileId { get; set; }

    /// <summary>Before encryption.</summary>
    public long SizeBytes { get; set; }

    public DateTimeOffset Created { get; set; }

    /// <summary>When it was last opened, to the hour; the caches lose first what nobody asked for longest.</summary>
    public DateTimeOffset LastRead { get; set; }
}
