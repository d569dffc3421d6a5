using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Webmail.Data.Entities;
using Webmail.Model;

namespace Webmail.Data;

/// <summary>The registrations of this installation at providers of sign-ins. Each secret has a data key of its own, and both are bound to the provider.</summary>
public sealed class RegistrationStore
{
    private readonly IDbContextFactory<WebmailDbContext> contexts;
    private readonly WriteGate gate;
    private readonly KeyFile keyFile;

    internal RegistrationStore(IDbContextFactory<WebmailDbContext> contexts, WriteGate gate, KeyFile keyFile) =>
        (this.contexts, this.gate, this.keyFile) = (contexts, gate, keyFile);

    /// <exception cref="CryptographicException">A secret was damaged or moved here from another provider.</exception>
    public async Task<IReadOnlyList<OAuthRegistration>> ListAsync(CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var stored = await db.Registrations.AsNoTracking().OrderBy(r => r.Provider).ToListAsync(cancellationToken);
        return stored.ConvertAll(r => new OAuthRegistration(r.Provider, r.ClientId, Open(r), r.Name, r.Issuer, r.Tenant, r.Scopes, r.SignsIn));
    }

    /// <summary>Adds the registration or replaces the one of the same provider.</summary>
    public Task SaveAsync(OAuthRegistration registration, CancellationToken cancellationToken)
    {
        var context = Context(registration.Provider);
        var cipher = new EnvelopeCipher(keyFile.Read());
        var wrapped = cipher.CreateWrappedKey(context);
        var secret = SealedBytes.Seal(cipher.UnwrapKey(context, wrapped), context, Encoding.UTF8.GetBytes(registration.ClientSecret));
        return gate.WriteAsync([], async db =>
        {
            await db.Registrations.Where(r => r.Provider == registration.Provider).ExecuteDeleteAsync(cancellationToken);
            db.Registrations.Add(new StoredRegistration
            {
                Provider = registration.Provider,
                ClientId = registration.ClientId,
                WrappedKey = wrapped,
                SealedSecret = secret,
                Name = registration.Name,
                Issuer = registration.Issuer,
                Tenant = registration.Tenant,
                Scopes = registration.Scopes,
                SignsIn = registration.SignsIn,
            });
            return true;
        }, cancellationToken);
    }

    public Task RemoveAsync(string provider, CancellationToken cancellationToken) =>
        gate.WriteAsync([], db => db.Registrations.Where(r => r.Provider == provider).ExecuteDeleteAsync(cancellationToken), cancellationToken);

    private string Open(StoredRegistration stored)
    {
        var context = Context(stored.Provider);
        return Encoding.UTF8.GetString(SealedBytes.Open(new EnvelopeCipher(keyFile.Read()).UnwrapKey(context, stored.WrappedKey), context, stored.SealedSecret));
    }

    // Of no account: the provider's key takes the place of the id.
    private static SealedContext Context(string provider) =>
        new(default, default, SealedPurpose.RegistrationSecret, new Guid(SHA256.HashData(Encoding.UTF8.GetBytes(provider)).AsSpan(0, 16)));
}
