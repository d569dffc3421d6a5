using Microsoft.Extensions.Primitives;
using Webmail.Data;
using Webmail.Model;

namespace Webmail.Engine.OAuth;

/// <summary>The registrations in force: read once, and anew whenever the administrator changes one, which holds from the next request on.</summary>
public sealed class OAuthRegistrations(RegistrationStore store) : IDisposable
{
    private readonly SemaphoreSlim _turn = new(1);
    private IReadOnlyList<OAuthRegistration> _current = [];
    private CancellationTokenSource _changed = new();

    /// <summary>In the order in which their buttons stand.</summary>
    public IReadOnlyList<OAuthRegistration> Current => Volatile.Read(ref _current);

    /// <summary>Null when the administrator has entered none.</summary>
    public OAuthRegistration? Find(string provider) => Current.FirstOrDefault(registration => registration.Provider == provider);

    /// <summary>What people know the provider by.</summary>
    public string NameOf(string provider) => OAuthProviders.NameOf(provider) is { Length: > 0 } known ? known : Find(provider)?.Name ?? provider;

    public async Task SaveAsync(OAuthRegistration registration, CancellationToken cancellationToken)
    {
        await store.SaveAsync(registration, cancellationToken);
        await LoadAsync(cancellationToken);
    }

    public async Task RemoveAsync(string provider, CancellationToken cancellationToken)
    {
        await store.RemoveAsync(provider, cancellationToken);
        await LoadAsync(cancellationToken);
    }

    public void Dispose()
    {
        _turn.Dispose();
        _changed.Dispose();
    }

    internal IChangeToken Changed => new CancellationChangeToken(Volatile.Read(ref _changed).Token);

    internal async Task LoadAsync(CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            var stored = await store.ListAsync(cancellationToken);
            Volatile.Write(ref _current, [.. OAuthProviders.All.SelectMany(provider => stored.Where(registration => registration.Provider == provider))]);
            // Not disposed: somebody may be about to ask it for its token, and it holds nothing.
            await Interlocked.Exchange(ref _changed, new CancellationTokenSource()).CancelAsync();
        }
        finally
        {
            _turn.Release();
        }
    }
}
