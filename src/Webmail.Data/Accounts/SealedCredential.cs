using System.Text;
using System.Text.Json;
using Webmail.Model;

namespace Webmail.Data;

/// <summary>The secret of an account as it is stored: a password as it is, tokens as JSON, both sealed with the account's data key.</summary>
internal static class SealedCredential
{
    public static byte[] Seal(byte[] key, UserId user, AccountId account, MailCredential credential) =>
        SealedBytes.Seal(key, Context(user, account), credential.Kind == CredentialKind.Password
            ? Encoding.UTF8.GetBytes(credential.Secret)
            : JsonSerializer.SerializeToUtf8Bytes(TokensOf(credential)));

    /// <exception cref="System.Security.Cryptography.CryptographicException">It was damaged or moved here from another account.</exception>
    public static MailCredential Open(byte[] key, UserId user, AccountId account, CredentialKind kind, byte[] content)
    {
        var opened = SealedBytes.Open(key, Context(user, account), content);
        return kind == CredentialKind.Password
            ? new MailCredential(kind, Encoding.UTF8.GetString(opened))
            : MailCredential.Of(JsonSerializer.Deserialize<OAuthTokens>(opened) ?? throw new InvalidDataException("The stored tokens are empty"));
    }

    /// <summary>Whose tokens it is; empty for a password.</summary>
    public static string ProviderOf(MailCredential credential) => credential.Kind == CredentialKind.Password ? string.Empty : TokensOf(credential).Provider;

    private static OAuthTokens TokensOf(MailCredential credential) =>
        credential.Tokens ?? throw new ArgumentException("A token is stored with what renews it", nameof(credential));

    private static SealedContext Context(UserId user, AccountId account) => new(user, account, SealedPurpose.Credential, Guid.Empty);
}
