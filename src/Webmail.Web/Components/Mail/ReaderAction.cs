namespace Webmail.Web.Components.Mail;

/// <summary>What a person can do with the open message, or with the ticked ones. Answering and forwarding happen in the browser, see the composer.</summary>
public enum ReaderAction
{
    Archive,
    Delete,
    Junk,
    NotJunk,
    ToggleRead,
    ToggleStar,
    Previous,
    Next,

    /// <summary>The ticked ones go along whole with a new message.</summary>
    ForwardAsFiles,
}
