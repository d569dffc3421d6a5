using Webmail.Data;
using Webmail.Model;

namespace Webmail.Web.Account;

/// <summary>Writes down who did what, from where. What it is given is seen by administrators: never a secret.</summary>
internal sealed class Audit(AuditLog log, IHttpContextAccessor accessor)
{
    /// <summary>The person of this request did something.</summary>
    /// <param name="person">Whom it is about; null for nobody.</param>
    public Task WriteAsync(AuditKind kind, UserId? person, string subject, string detail = "")
    {
        var user = accessor.HttpContext?.User;
        return WriteAsync(kind, user?.FindPersonId(), user?.FindPersonId() is null ? string.Empty : user.DisplayName(), person, subject, detail);
    }

    /// <summary>Somebody did something before or while they signed in.</summary>
    public Task WriteAsync(AuditKind kind, UserId? actor, string actorName, UserId? person, string subject, string detail) =>
        // What happened is written down, also when nobody waits for the answer any more.
        log.WriteAsync(new AuditRecord(kind, actor, actorName, person, subject, detail, accessor.HttpContext?.Connection.RemoteIpAddress?.ToString() ?? string.Empty), CancellationToken.None);

    public Task<IReadOnlyList<AuditRecord>> ListAsync(AuditQuery query, CancellationToken cancellationToken) => log.ListAsync(query, cancellationToken);
}
