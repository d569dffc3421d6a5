using Webmail.Model;

namespace Webmail.Data;

/// <summary>An account to be created.</summary>
/// <param name="SenderName">Null until the person was asked.</param>
public sealed record NewAccount(UserId User, string Address, string? SenderName, bool SenderNameConfirmed, AccountServers Servers);
