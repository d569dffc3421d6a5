namespace Webmail.Model;

/// <summary>What a person can do to a set of messages.</summary>
public abstract record MessageAction
{
    private MessageAction()
    {
    }

    /// <summary>Adds and removes flags.</summary>
    public sealed record SetFlags(MailFlags Add, MailFlags Remove) : MessageAction;

    /// <summary>Each to the folder of its own account with that role; to Trash from Trash is for good.</summary>
    public sealed record MoveTo(SpecialUse Role) : MessageAction;

    /// <summary>To one folder; messages of other accounts are transferred.</summary>
    public sealed record Move(FolderId Target) : MessageAction;

    /// <summary>A copy into a folder of their own account.</summary>
    public sealed record Copy(FolderId Target) : MessageAction;

    /// <summary>For good, wherever they are.</summary>
    public sealed record Erase : MessageAction;
}
