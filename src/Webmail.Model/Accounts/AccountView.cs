namespace Webmail.Model;

/// <summary>An account as the screen shows it.</summary>
/// <param name="SenderName">The name recipients see; null until the person was asked.</param>
/// <param name="SenderNameConfirmed">False while the strip that asks for the name should show.</param>
/// <param name="Color">1–8, the colour of the small square.</param>
/// <param name="Fault">Why it is not online, in the server's words; null when it is.</param>
/// <param name="OfflineSince">When it stopped answering; null when it answers.</param>
public sealed record AccountView(
    AccountId Id,
    string Address,
    string? SenderName,
    bool SenderNameConfirmed,
    int Color,
    AccountState State,
    MailFault? Fault,
    DateTimeOffset? OfflineSince,
    IReadOnlyList<FolderView> Folders)
{
    /// <summary>Whom it writes as: its own address first.</summary>
    public IReadOnlyList<SenderChoice> Senders { get; init; } = [];

    /// <summary>The person switched it off: nothing connects for it until it is switched on again.</summary>
    public bool IsPaused { get; init; }

    /// <summary>Whose sign-in page it signs in at; empty: with a password.</summary>
    public string OAuthProvider { get; init; } = string.Empty;

    /// <summary>What the person calls it; null for its address.</summary>
    public string? Name { get; init; }

    /// <summary>Desktop notifications may tell of its mail.</summary>
    public bool Notifies { get; init; } = true;

    /// <summary>When all of it was found current last; null when never.</summary>
    public DateTimeOffset? Synced { get; init; }

    /// <summary>Null where the server does not say.</summary>
    public MailboxQuota? Quota { get; init; }

    /// <summary>What stands for it on a screen.</summary>
    public string Title => Name is { Length: > 0 } name ? name : Address;
}

/// <summary>How full a mailbox is, as its server says (RFC 9208).</summary>
public sealed record MailboxQuota(long UsedBytes, long LimitBytes)
{
    /// <summary>0–100.</summary>
    public int Percent => LimitBytes <= 0 ? 0 : (int)Math.Clamp(UsedBytes * 100 / LimitBytes, 0, 100);

    public bool IsAlmostFull => Percent >= 90;
}

/// <summary>A folder as the tree shows it, in display order.</summary>
/// <param name="Path">Full name on the server, decoded.</param>
/// <param name="Name">Last part of the path.</param>
/// <param name="Level">Depth below the account, 0 for the top.</param>
/// <param name="Unread">Messages of the index without \Seen.</param>
/// <param name="Total">Messages of the index.</param>
/// <param name="ServerTotal">Messages the server says there are; above <paramref name="Total"/> while the first synchronisation runs.</param>
/// <param name="Selectable">False for a name that only holds others.</param>
public sealed record FolderView(
    FolderId Id,
    AccountId AccountId,
    string Path,
    string Name,
    int Level,
    SpecialUse SpecialUse,
    int Unread,
    int Total,
    int ServerTotal,
    bool Selectable)
{
    /// <summary>Hierarchy separator; empty for a flat name.</summary>
    public string Separator { get; init; } = "/";

    /// <summary>Other mail programs show it (RFC 9051 §6.3.7).</summary>
    public bool IsSubscribed { get; init; } = true;

    /// <summary>The person chose its role; otherwise the server did, or its name.</summary>
    public bool IsChosen { get; init; }

    /// <summary>Desktop notifications tell of its new mail.</summary>
    public bool Notifies { get; init; }

    /// <summary>The server has still to hear of its creation or new name.</summary>
    public bool IsPending { get; init; }

    /// <summary>A role keeps a folder where it is: it can be neither renamed nor deleted.</summary>
    public bool CanChange => SpecialUse == SpecialUse.None;
}
