namespace Webmail.TestKit;

/// <summary>A temporary directory with a path short enough for Unix sockets below it (108 bytes in all, 60 for us).</summary>
public static class ShortDirectory
{
    /// <param name="prefix">Two or three letters that say whose it is.</param>
    public static string Create(string prefix)
    {
        var parent = Path.TrimEndingDirectorySeparator(Path.GetTempPath());
        if (parent.Length > 40)
            parent = "/tmp";
        var path = Path.Combine(parent, $"{prefix}-{Guid.NewGuid().ToString("N")[..8]}");
        Directory.CreateDirectory(path);
        if (!OperatingSystem.IsWindows())
        {
            // Mail servers work under users of their own and must be able to reach what is below.
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute
                | UnixFileMode.GroupRead | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute);
        }

        return path;
    }
}
