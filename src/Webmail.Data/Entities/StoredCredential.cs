using Webmail.Model;

namespace Webmail.Data.Entities;

/// <summary>The secret of an account, sealed with its data key.</summary>
internal sealed class StoredCredential
{
    public AccountId AccountId { get; set; }

    public CredentialKind Kind { get; set; }

    public required byte[] Sealed { get; set; }

    /// <summary>A password of its own for sending; null when the same one does.</summary>
    public byte[]? SmtpSealed { get; set; }
}
