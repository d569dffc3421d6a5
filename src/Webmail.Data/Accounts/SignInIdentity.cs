using Webmail.Model;

namespace Webmail.Data;

/// <summary>Whom a verified (IMAP host, login name) belongs to.</summary>
public sealed record SignInIdentity(UserId User, AccountId Account, bool UserDisabled);
