namespace Webmail.Model;

/// <summary>A person who signs in; the key of the Identity user.</summary>
public readonly record struct UserId(long Value)
{
    public override string ToString() => Value.ToString(System.Globalization.CultureInfo.InvariantCulture);
}

/// <summary>One mailbox of one person. Never reused.</summary>
public readonly record struct AccountId(long Value)
{
    public override string ToString() => Value.ToString(System.Globalization.CultureInfo.InvariantCulture);
}

/// <summary>One folder of an account. Never reused; survives a rename that the server lets us recognise.</summary>
public readonly record struct FolderId(long Value)
{
    public override string ToString() => Value.ToString(System.Globalization.CultureInfo.InvariantCulture);
}

/// <summary>One message as we know it. Never reused; the server's (UIDVALIDITY, UID) maps to it and may change under it.</summary>
public readonly record struct MessageId(long Value)
{
    public override string ToString() => Value.ToString(System.Globalization.CultureInfo.InvariantCulture);
}

/// <summary>One of the addresses an account writes from, beside its own.</summary>
public readonly record struct IdentityId(long Value)
{
    public override string ToString() => Value.ToString(System.Globalization.CultureInfo.InvariantCulture);
}

/// <summary>A message being written, before it is queued.</summary>
public readonly record struct DraftId(long Value)
{
    public override string ToString() => Value.ToString(System.Globalization.CultureInfo.InvariantCulture);
}

/// <summary>A message queued for sending; its bytes and Message-ID no longer change.</summary>
public readonly record struct OutboxId(long Value)
{
    public override string ToString() => Value.ToString(System.Globalization.CultureInfo.InvariantCulture);
}

/// <summary>A recorded action that the server has still to hear of.</summary>
public readonly record struct OperationId(long Value)
{
    public override string ToString() => Value.ToString(System.Globalization.CultureInfo.InvariantCulture);
}

/// <summary>A recorded change of a folder that the server has still to hear of.</summary>
public readonly record struct FolderOperationId(long Value)
{
    public override string ToString() => Value.ToString(System.Globalization.CultureInfo.InvariantCulture);
}

/// <summary>An action on all messages of a view, under way.</summary>
public readonly record struct JobId(long Value)
{
    public override string ToString() => Value.ToString(System.Globalization.CultureInfo.InvariantCulture);
}

/// <summary>An encrypted run of bytes in the blob store.</summary>
public readonly record struct BlobId(long Value)
{
    public override string ToString() => Value.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
