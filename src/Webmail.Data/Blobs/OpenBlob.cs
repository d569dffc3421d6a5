namespace Webmail.Data;

/// <summary>A blob that is read; the caller disposes the content.</summary>
/// <param name="SizeBytes">How much there is to read.</param>
public sealed record OpenBlob(Stream Content, long SizeBytes);
