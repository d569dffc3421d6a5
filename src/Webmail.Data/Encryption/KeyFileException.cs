namespace Webmail.Data;

/// <summary>The key-encryption key is not there or not the right one. Starting without it would lose every stored password, so nothing starts.</summary>
public sealed class KeyFileException(string path, string reason)
    : IOException($"The key-encryption key {path} cannot be used: {reason}. The database holds secrets encrypted with it: restore the file from a backup, or point Webmail:Encryption:KeyFile at it.");
