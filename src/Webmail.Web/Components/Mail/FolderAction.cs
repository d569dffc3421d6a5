namespace Webmail.Web.Components.Mail;

/// <summary>What the menu of a folder does.</summary>
public enum FolderAction
{
    MarkAllRead,
    Empty,
    Create,
    Rename,
    Move,
    Delete,
    Subscribe,
    Unsubscribe,
}
