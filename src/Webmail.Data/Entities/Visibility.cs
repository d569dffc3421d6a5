namespace Webmail.Data.Entities;

/// <summary>Whether lists show a message. An integer, not a bool: it is an equality in the middle of an index.</summary>
internal enum Visibility
{
    Shown = 0,

    /// <summary>Deleted for good by the person; the server has still to hear of it.</summary>
    Expunging = 1,
}
