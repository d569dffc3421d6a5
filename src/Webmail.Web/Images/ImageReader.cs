using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;

namespace Webmail.Web.Images;

/// <summary>Has pictures of strangers read and written anew by a child process with limits; see <see cref="ImageWorker"/>.</summary>
internal sealed partial class ImageReader(ILogger<ImageReader> logger) : IDisposable
{
    private const int AtOnce = 4;
    private const int MaxOutput = 220 * 1024 * 1024;
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(15);

    private readonly SemaphoreSlim _turns = new(AtOnce);

    /// <param name="maxEdge">The longest edge wanted, 0 for as it is.</param>
    /// <returns>A PNG or JPEG of ours; null when it is no picture that can be shown.</returns>
    public async Task<byte[]?> ReadAsync(ReadOnlyMemory<byte> bytes, int maxEdge, CancellationToken cancellationToken)
    {
        await _turns.WaitAsync(cancellationToken);
        try
        {
            return await RunAsync(bytes, maxEdge, cancellationToken);
        }
        finally
        {
            _turns.Release();
        }
    }

    /// <summary>By its first bytes: what we write is one of two.</summary>
    public static string TypeOf(byte[] image) => image.AsSpan().StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8]) ? "image/jpeg" : "image/png";

    public void Dispose() => _turns.Dispose();

    private async Task<byte[]?> RunAsync(ReadOnlyMemory<byte> bytes, int maxEdge, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(Limit);
        using var process = new Process { StartInfo = StartInfo(maxEdge) };
        try
        {
            process.Start();
        }
        catch (Win32Exception failure)
        {
            LogNotStarted(failure);
            return null;
        }

        try
        {
            var reading = ReadOutputAsync(process.StandardOutput.BaseStream, limit.Token);
            await process.StandardInput.BaseStream.WriteAsync(bytes, limit.Token);
            process.StandardInput.Close();
            var image = await reading;
            await process.WaitForExitAsync(limit.Token);
            if (process.ExitCode == 0)
                return image is { Length: > 0 } ? image : null;
            if (process.ExitCode != 2)
                LogFailed(process.ExitCode);
            return null;
        }
        catch (Exception failure) when (failure is IOException || (failure is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            LogFailed(-1);
            return null;
        }
        finally
        {
            if (!process.HasExited)
                process.Kill();
        }
    }

    // Nothing of our environment goes along: it may hold secrets.
    private static ProcessStartInfo StartInfo(int maxEdge)
    {
        var assembly = typeof(ImageWorker).Assembly.Location;
        var own = Path.ChangeExtension(assembly, OperatingSystem.IsWindows() ? ".exe" : null);
        var isHost = string.Equals(Environment.ProcessPath, own, StringComparison.Ordinal);
        var start = new ProcessStartInfo(isHost ? own : DotNet())
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            UseShellExecute = false,
            WorkingDirectory = Path.GetDirectoryName(assembly),
        };
        if (!isHost)
            start.ArgumentList.Add(assembly);
        start.ArgumentList.Add(ImageWorker.Argument);
        start.ArgumentList.Add(maxEdge.ToString(CultureInfo.InvariantCulture));
        var root = Environment.GetEnvironmentVariable("DOTNET_ROOT");
        start.Environment.Clear();
        if (root is not null)
            start.Environment["DOTNET_ROOT"] = root;
        start.Environment["DOTNET_gcServer"] = "0";
        start.Environment["DOTNET_gcConcurrent"] = "0";
        start.Environment["DOTNET_GCHeapHardLimit"] = "0x20000000";
        start.Environment["DOTNET_EnableDiagnostics"] = "0";
        start.Environment["DOTNET_SYSTEM_GLOBALIZATION_INVARIANT"] = "1";
        return start;
    }

    private static string DotNet() =>
        Environment.ProcessPath is { } path && Path.GetFileNameWithoutExtension(path) == "dotnet" ? path
        : Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet";

    private static async Task<byte[]?> ReadOutputAsync(Stream output, CancellationToken cancellationToken)
    {
        using var image = new MemoryStream();
        var buffer = new byte[64 * 1024];
        for (int read; (read = await output.ReadAsync(buffer, cancellationToken)) > 0;)
        {
            if (image.Length + read > MaxOutput)
                throw new IOException("The picture grew too large");
            image.Write(buffer, 0, read);
        }

        return image.ToArray();
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The process that reads pictures could not be started")]
    private partial void LogNotStarted(Exception exception);

    [LoggerMessage(Level = LogLevel.Warning, Message = "A picture could not be read: exit code {Code}")]
    private partial void LogFailed(int code);
}
