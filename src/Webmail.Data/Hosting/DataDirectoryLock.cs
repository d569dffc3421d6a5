namespace Webmail.Data;

/// <summary>Holds the data directory for this process until disposed; the operating system lets go of it when the process dies.</summary>
public sealed class DataDirectoryLock : IDisposable
{
    private const string FileName = ".lock";

    private readonly FileStream file;

    private DataDirectoryLock(FileStream file) => this.file = file;

    /// <exception cref="DataDirectoryInUseException">Another process, or another lock of this one, holds it.</exception>
    public static DataDirectoryLock Acquire(string directory)
    {
        var path = Path.GetFullPath(directory);
        Directory.CreateDirectory(path);
        FileStream file;
        try
        {
            file = new FileStream(Path.Combine(path, FileName), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException exception) when (exception is not (DirectoryNotFoundException or FileNotFoundException or PathTooLongException))
        {
            throw new DataDirectoryInUseException(path, exception);
        }

        return new DataDirectoryLock(file);
    }

    public void Dispose() => file.Dispose();
}
