namespace Webmail.Web.Components.Mail;

/// <summary>What the buttons in a row do.</summary>
public enum RowAction
{
    Archive,
    Delete,
    ToggleRead,
    ToggleStar,
    TakeBack,
}
