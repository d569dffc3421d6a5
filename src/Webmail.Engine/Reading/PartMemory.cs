namespace Webmail.Engine.Reading;

/// <summary>A part that still comes from the server, waited for as a whole: what is within it is found by reading it without waiting.</summary>
internal static class PartMemory
{
    /// <summary>A message within a message is hardly ever larger; what lies behind it is not looked at.</summary>
    private const int MaxBytes = 64 * 1024 * 1024;

    /// <param name="content">Disposed.</param>
    /// <exception cref="IOException">The server stopped giving it.</exception>
    public static async Task<Stream> ReadAsync(Stream content, CancellationToken cancellationToken)
    {
        await using (content)
        {
            var memory = new MemoryStream();
            var buffer = new byte[64 * 1024];
            for (int read; memory.Length < MaxBytes && (read = await content.ReadAsync(buffer, cancellationToken)) > 0;)
                memory.Write(buffer, 0, read);
            memory.Position = 0;
            return memory;
        }
    }
}
