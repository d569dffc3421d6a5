using Webmail.Model;

namespace Webmail.Data;

/// <summary>A person known by a mailbox whose server has just verified them.</summary>
/// <param name="DisplayName">Null until the person says it.</param>
public sealed record NewMailboxPerson(string Address, string? DisplayName, AccountServers Servers);
