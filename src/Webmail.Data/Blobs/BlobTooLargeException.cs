namespace Webmail.Data;

/// <summary>The content is larger than allowed; nothing was kept.</summary>
public sealed class BlobTooLargeException(long maxBytes) : IOException($"The content is larger than {maxBytes} bytes.")
{
    public long MaxBytes { get; } = maxBytes;
}
