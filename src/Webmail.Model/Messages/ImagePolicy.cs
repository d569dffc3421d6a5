namespace Webmail.Model;

/// <summary>What a person wants of images that messages load from elsewhere.</summary>
public enum ImagePolicy
{
    /// <summary>Blocked until asked for, message by message or sender by sender.</summary>
    Ask,
    Always,

    /// <summary>Blocked, whoever writes.</summary>
    Never,
}
