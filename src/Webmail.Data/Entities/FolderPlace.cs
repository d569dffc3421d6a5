namespace Webmail.Data.Entities;

/// <summary>Where a folder is.</summary>
internal enum FolderPlace
{
    /// <summary>On the server, or it was there when last listed.</summary>
    Listed = 0,

    /// <summary>Made by the person; the server has still to hear of it.</summary>
    Awaited = 1,

    /// <summary>Deleted by the person; the server has still to hear of it.</summary>
    Leaving = 2,
}
