using Webmail.Model;

namespace Webmail.Data;

/// <summary>The administrator's view of people.</summary>
public sealed class PeopleAdmin
{

    public Task<IReadOnlyList<PersonView>> ListAsync(CancellationToken cancellationToken) => throw new NotImplementedException();
    public Task SetDisabledAsync(UserId user, bool disabled, CancellationToken cancellationToken) => throw new NotImplementedException();
    public Task<bool> AnyAdminAsync(CancellationToken cancellationToken) => throw new NotImplementedException();
    public Task SeenAsync(UserId user, CancellationToken cancellationToken) => throw new NotImplementedException();
}
