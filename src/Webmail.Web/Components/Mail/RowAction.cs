namespace Webmail.Web.Components.Mail;

/// <summary>What the buttons in a row do.</summary>
public enum RowAction
{
    Archive,
    Delete,
    ToggleRead,
    ToggleStar,
    TakeBack,

    /// <summary>What the server refused, once more.</summary>
    Retry,

    /// <summary>What the server refused is given up.</summary>
    Drop,
}
