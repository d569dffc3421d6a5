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

    /// <summary>What waits for its time leaves now.</summary>
    SendNow,

    /// <summary>The draft of a message that was refused.</summary>
    OpenDraft,

    /// <summary>The person has seen what became of it.</summary>
    Dismiss,

    /// <summary>Of a message that may have left: it has.</summary>
    WasSent,

    /// <summary>Of a message that may have left: once more.</summary>
    SendAgain,

    /// <summary>Of a message that may have left: not, and its text is to be edited.</summary>
    BackToDraft,
}
