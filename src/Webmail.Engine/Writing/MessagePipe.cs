using System.IO.Pipelines;
using Webmail.Mail.Compose;

namespace Webmail.Engine.Writing;

/// <summary>Reads a composed message while it is written, so that it is never whole in memory.</summary>
internal static class MessagePipe
{
    /// <param name="read">Reads to the end, or no further than it wants; half a message it never takes for a whole one.</param>
    public static async Task<T> ReadAsync<T>(ComposedMessage message, Func<Stream, Task<T>> read, CancellationToken cancellationToken)
    {
        var pipe = new Pipe();
        // What goes wrong in writing reaches the reader, who is the one to be told.
        var writing = Task.Run(() => WriteAsync(message, pipe.Writer, cancellationToken), CancellationToken.None);
        try
        {
            await using var content = pipe.Reader.AsStream();
            return await read(content);
        }
        finally
        {
            await pipe.Reader.CompleteAsync();
            await writing.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private static async Task WriteAsync(ComposedMessage message, PipeWriter writer, CancellationToken cancellationToken)
    {
        try
        {
            await using (var destination = writer.AsStream(leaveOpen: true))
                await message.WriteToAsync(destination, cancellationToken);
            await writer.CompleteAsync();
        }
        catch (Exception exception)
        {
            // Else the reader would see the end of the message here.
            await writer.CompleteAsync(exception);
            throw;
        }
    }
}
