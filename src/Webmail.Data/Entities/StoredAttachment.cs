using Webmail.Model;

namespace Webmail.Data.Entities;

/// <summary>A file on a draft.</summary>
internal sealed class StoredAttachment
{
    public long Id { get; set; }

    public DraftId DraftId { get; set; }

    public required string FileName { get; set; }

    public required string ContentType { get; set; }

    public long SizeBytes { get; set; }

    public BlobId BlobId { get; set; }

    /// <summary>Set for a picture inside the text, which names it by this.</summary>
    public string? ContentId { get; set; }

    public DraftAttachment ToModel() => new(Id, FileName, ContentType, SizeBytes, BlobId, ContentId);
}
