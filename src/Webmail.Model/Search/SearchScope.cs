namespace Webmail.Model;

/// <summary>Where a person searches.</summary>
public enum SearchScope
{
    /// <summary>All mailboxes of the person.</summary>
    Everything,

    /// <summary>The account of the folder on the screen.</summary>
    Account,

    /// <summary>What the list shows.</summary>
    View,
}
