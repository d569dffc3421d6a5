namespace Webmail.Data;

/// <summary>Another process has the data directory open. Two writers would send mail twice.</summary>
public sealed class DataDirectoryInUseException(string directory, Exception innerException)
    : IOException($"The data directory {directory} is in use by another process. Stop that one, or give this one a directory of its own (Webmail:DataDirectory).", innerException);
