using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Webmail.Data;

/// <summary>Makes the names in a directory durable: on Unix a new or renamed file survives a power failure only once its directory is synced too.</summary>
internal static partial class DirectorySync
{
    public static void Flush(string directory)
    {
        // Windows has no such call and journals names by itself.
        if (OperatingSystem.IsWindows())
            return;

        using var handle = Open(directory, 0);
        if (handle.IsInvalid || Sync(handle) != 0)
            throw new IOException($"The directory {directory} cannot be synced: error {Marshal.GetLastPInvokeError()}.");
    }

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial SafeFileHandle Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    private static partial int Sync(SafeFileHandle file);
}
