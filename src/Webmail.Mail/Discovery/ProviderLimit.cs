namespace Webmail.Mail.Discovery;

/// <summary>What a provider takes no more of.</summary>
public enum ProviderLimit
{
    /// <summary>IMAP connections at the same time, over all devices.</summary>
    Connections,
    ImapDownloadMegabytesADay,
    ImapUploadMegabytesADay,
    Pop3DownloadMegabytesADay,
    MessagesADay,
    MessagesAnHour,
    MessagesAMinute,
    RecipientsADay,
    RecipientsAMessage,

    /// <summary>Attachments of a message together, before encoding.</summary>
    AttachmentMegabytes,
    MessageMegabytes,

    /// <summary>The exact figure, as announced by the server.</summary>
    MessageBytes,

    /// <summary>Newest messages of a folder that mail programs see.</summary>
    VisibleMessages,
    Folders,

    /// <summary>A silent connection is dropped after about this.</summary>
    KeepAliveMinutes,

    /// <summary>POP3 is refused when asked more often.</summary>
    Pop3PollMinutes,
}
