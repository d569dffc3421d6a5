namespace Webmail.Mail.Imap;

/// <summary>What a connection is wanted for. Each purpose has a connection of its own as far as the account's limit goes.</summary>
public enum ImapPurpose
{
    /// <summary>Waits in IDLE; never shared.</summary>
    Idle,

    /// <summary>A person waits for the answer.</summary>
    Interactive,

    /// <summary>Synchronisation and replayed operations.</summary>
    Background,
}
