namespace Webmail.Model;

/// <summary>Who a message is from: one of the names and addresses a person writes from.</summary>
/// <param name="Id">Null for an account's own address.</param>
/// <param name="Name">The name recipients see; empty for none.</param>
/// <param name="ReplyTo">Where answers go when not to the address; empty for nowhere else.</param>
/// <param name="CopyToSelf">A hidden copy of what is sent goes to the address.</param>
/// <param name="Signature">HTML below a new message; empty for none.</param>
/// <param name="ReplySignature">HTML below answers and forwarded messages; empty for none.</param>
public sealed record SenderIdentity(
    AccountId Account,
    IdentityId? Id,
    string Name,
    string Address,
    string ReplyTo,
    bool CopyToSelf,
    string Signature,
    string ReplySignature)
{
    /// <summary>How the composer names it: the account's number, and the identity's after a colon.</summary>
    public string Key => KeyOf(Account, Id);

    /// <inheritdoc cref="Key"/>
    public static string KeyOf(AccountId account, IdentityId? id) => id is { } identity ? $"{account}:{identity}" : account.ToString();
}
