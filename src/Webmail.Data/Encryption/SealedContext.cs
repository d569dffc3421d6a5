using System.Buffers.Binary;
using Webmail.Model;

namespace Webmail.Data;

/// <summary>What a sealed run of bytes belongs to. Sealed under one context it cannot be opened under another, so moving rows or files about in the store is noticed.</summary>
/// <param name="Purpose">What it is.</param>
/// <param name="Id">Which one of its purpose; <see cref="Guid.Empty"/> where an account has only one.</param>
internal readonly record struct SealedContext(UserId User, AccountId Account, SealedPurpose Purpose, Guid Id)
{
    public const int SizeBytes = 8 + 8 + 1 + 16;

    public byte[] ToBytes()
    {
        var bytes = new byte[SizeBytes];
        BinaryPrimitives.WriteInt64BigEndian(bytes, User.Value);
        BinaryPrimitives.WriteInt64BigEndian(bytes.AsSpan(8), Account.Value);
        bytes[16] = (byte)Purpose;
        Id.TryWriteBytes(bytes.AsSpan(17), bigEndian: true, out _);
        return bytes;
    }
}

/// <summary>Kinds of sealed bytes. The numbers are part of the format: never reuse one.</summary>
internal enum SealedPurpose : byte
{
    AccountKey = 1,
    Credential = 2,
    SmtpCredential = 3,
    RegistrationSecret = 4,
    BodyBlob = 16,
    OutboxBlob = 17,
    AttachmentBlob = 18,
}
