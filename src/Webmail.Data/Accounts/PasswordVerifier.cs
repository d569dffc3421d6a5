using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Webmail.Data;

/// <summary>A salted, slow hash of a mail password: version (1), iterations (4), salt (16), PBKDF2-SHA256 (32).</summary>
internal static class PasswordVerifier
{
    // OWASP's figure for PBKDF2-HMAC-SHA256.
    private const int Iterations = 600_000;
    private const byte Version = 1;
    private const int SaltBytes = 16;
    private const int HashBytes = 32;
    private const int HeaderBytes = 1 + 4;

    private static readonly byte[] Nobody = Create("");

    public static byte[] Create(string password)
    {
        var verifier = new byte[HeaderBytes + SaltBytes + HashBytes];
        verifier[0] = Version;
        BinaryPrimitives.WriteInt32BigEndian(verifier.AsSpan(1), Iterations);
        RandomNumberGenerator.Fill(verifier.AsSpan(HeaderBytes, SaltBytes));
        Rfc2898DeriveBytes.Pbkdf2(password, verifier.AsSpan(HeaderBytes, SaltBytes), verifier.AsSpan(HeaderBytes + SaltBytes), Iterations, HashAlgorithmName.SHA256);
        return verifier;
    }

    /// <summary>Takes as long for nobody (null) as for somebody, so that time does not tell who has an account.</summary>
    public static bool Matches(byte[]? verifier, string password)
    {
        var known = verifier is { Length: HeaderBytes + SaltBytes + HashBytes } && verifier[0] == Version;
        var compared = known && verifier is not null ? verifier : Nobody;
        var hash = Rfc2898DeriveBytes.Pbkdf2(
            password,
            compared.AsSpan(HeaderBytes, SaltBytes),
            BinaryPrimitives.ReadInt32BigEndian(compared.AsSpan(1)),
            HashAlgorithmName.SHA256,
            HashBytes);
        return CryptographicOperations.FixedTimeEquals(hash, compared.AsSpan(HeaderBytes + SaltBytes)) & known;
    }
}
