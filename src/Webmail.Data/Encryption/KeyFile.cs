using System.Security.Cryptography;

namespace Webmail.Data;

/// <summary>The file the key-encryption key lives in: 32 bytes in base64 on one line, readable by its owner only.</summary>
internal sealed class KeyFile(string path)
{
    private readonly Lock reading = new();
    private KeyEncryptionKey? key;

    public string FullPath { get; } = Path.GetFullPath(path);

    public static KeyFile Of(DataOptions options) => new(options.KeyFile ?? Path.Combine(options.DataDirectory, "keys", "kek"));

    public bool Exists => File.Exists(FullPath);

    /// <exception cref="KeyFileException">There is no such file, or it does not hold a key.</exception>
    public KeyEncryptionKey Read()
    {
        lock (reading)
            return key ??= ReadFile();
    }

    /// <summary>Makes a new key. Durable when this returns: what it wraps must not outlive it.</summary>
    public void Create()
    {
        var directory = Path.GetDirectoryName(FullPath) ?? throw new KeyFileException(FullPath, "the path has no directory");
        if (!Directory.Exists(directory))
            CreatePrivateDirectory(directory);

        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;

        using (var stream = new FileStream(FullPath, options))
        {
            stream.Write(System.Text.Encoding.ASCII.GetBytes(Convert.ToBase64String(RandomNumberGenerator.GetBytes(EnvelopeCipher.KeyBytes)) + "\n"));
            stream.Flush(flushToDisk: true);
        }

        DirectorySync.Flush(directory);
    }

    private static void CreatePrivateDirectory(string directory)
    {
        if (OperatingSystem.IsWindows())
            Directory.CreateDirectory(directory);
        else
            Directory.CreateDirectory(directory, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    private KeyEncryptionKey ReadFile()
    {
        if (!Exists)
            throw new KeyFileException(FullPath, "the file is missing");

        var bytes = new byte[EnvelopeCipher.KeyBytes + 1];
        return Convert.TryFromBase64String(File.ReadAllText(FullPath).Trim(), bytes, out var count) && count == EnvelopeCipher.KeyBytes
            ? new KeyEncryptionKey(bytes[..count])
            : throw new KeyFileException(FullPath, "it does not hold 32 bytes in base64");
    }
}
