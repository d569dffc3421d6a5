namespace Webmail.Mail.Imap;

/// <summary>What an account's push covers.</summary>
public enum PushExtent
{
    /// <summary>Nothing: not connected yet, or no IDLE.</summary>
    None,

    /// <summary>The inbox, and the folder somebody looks at while a connection is to spare.</summary>
    Inbox,

    /// <summary>Every folder of the person.</summary>
    All,
}
