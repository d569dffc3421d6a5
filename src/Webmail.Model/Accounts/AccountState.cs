namespace Webmail.Model;

/// <summary>What an account is doing, as its owner sees it.</summary>
public enum AccountState
{
    /// <summary>Not looked at yet since the process started.</summary>
    Starting,

    /// <summary>Connected; the first synchronisation has folders left.</summary>
    Syncing,

    /// <summary>Connected and current.</summary>
    Online,

    /// <summary>The server cannot be reached or is busy; tried again by itself.</summary>
    Offline,

    /// <summary>The server refuses the secret; waits for a new one.</summary>
    NeedsSignIn,
}
