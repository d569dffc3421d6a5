namespace Webmail.Data;

/// <summary>Removes what nobody can ask for any more. Run it once an hour.</summary>
public sealed class StoreSweeper
{
    public Task SweepAsync(CancellationToken cancellationToken) => throw new NotImplementedException();
}
