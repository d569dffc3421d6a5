using Webmail.Model;

namespace Webmail.Data.Entities;

/// <summary>Where a part of a large message is in the blob store.</summary>
internal sealed class StoredPart
{
    public MessageId MessageId { get; set; }

    /// <summary>See <see cref="PartStore"/>.</summary>
    public int Part { get; set; }

    public BlobId BlobId { get; set; }
}
