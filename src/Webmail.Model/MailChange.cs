namespace Webmail.Model;

/// <summary>What subscribers hear after a commit. Ids only: whoever needs more reads the store.</summary>
public abstract record MailChange(UserId User, AccountId Account)
{
    /// <summary>Messages came into a folder's index. <paramref name="Fresh"/>: delivered just now, not found by a first synchronisation.</summary>
    public sealed record MessagesAdded(UserId User, AccountId Account, FolderId Folder, IReadOnlyList<MessageId> Messages, bool Fresh) : MailChange(User, Account);

    /// <summary>Flags, preview or other facts of messages changed.</summary>
    public sealed record MessagesChanged(UserId User, AccountId Account, FolderId Folder, IReadOnlyList<MessageId> Messages) : MailChange(User, Account);

    /// <summary>Messages left a folder: moved, deleted or expunged.</summary>
    public sealed record MessagesRemoved(UserId User, AccountId Account, FolderId Folder, IReadOnlyList<MessageId> Messages) : MailChange(User, Account);

    /// <summary>Folders appeared, vanished, were renamed, or their counts changed.</summary>
    public sealed record FoldersChanged(UserId User, AccountId Account) : MailChange(User, Account);

    /// <summary>The server refused a change of a folder; it is as it was.</summary>
    public sealed record FolderRefused(UserId User, AccountId Account, FolderOperationKind Kind, string Name, string ServerText) : MailChange(User, Account);

    /// <summary>An action on all messages of a view went on, ended or was cancelled. Of no account.</summary>
    public sealed record JobChanged(UserId User, JobId Job) : MailChange(User, default(AccountId));

    /// <summary>A draft or a queued message changed its state.</summary>
    public sealed record OutboxChanged(UserId User, AccountId Account, OutboxId? Item, OutboxState? State) : MailChange(User, Account);

    /// <summary>The account went online, offline, or its settings changed.</summary>
    public sealed record AccountChanged(UserId User, AccountId Account) : MailChange(User, Account);

    /// <summary>The person's settings or sessions changed. Of no account.</summary>
    public sealed record PersonChanged(UserId User) : MailChange(User, default(AccountId));

    /// <summary>Some changes were missed: read everything shown again.</summary>
    public sealed record Rescan(UserId User, AccountId Account) : MailChange(User, Account);
}
