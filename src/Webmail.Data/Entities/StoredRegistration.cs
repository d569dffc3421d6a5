namespace Webmail.Data.Entities;

/// <summary>This installation as a provider of sign-ins knows it.</summary>
internal sealed class StoredRegistration
{
    public required string Provider { get; set; }

    public required string ClientId { get; set; }

    /// <summary>The data key of the secret, wrapped by the key-encryption key.</summary>
    public required byte[] WrappedKey { get; set; }

    public required byte[] SealedSecret { get; set; }

    public required string Name { get; set; }

    public required string Issuer { get; set; }

    public required string Tenant { get; set; }

    public required string Scopes { get; set; }

    public bool SignsIn { get; set; }
}
