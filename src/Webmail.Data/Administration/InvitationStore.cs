using System.Buffers;
using System.Buffers.Text;
using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Webmail.Data.Entities;
using Webmail.Model;

namespace Webmail.Data;

/// <summary>One-time links by which people set their password. The store keeps a hash: a link cannot be read back, only replaced.</summary>
public sealed class InvitationStore(IDbContextFactory<WebmailDbContext> contexts, WriteGate gate, TimeProvider time)
{
    private const int TokenBytes = 32;

    /// <summary>How long a link works.</summary>
    public static TimeSpan Lifetime { get; } = TimeSpan.FromDays(7);

    /// <summary>Makes a link for a person; an earlier one stops working.</summary>
    /// <returns>The token that goes into the link; it is nowhere else.</returns>
    public async Task<string> CreateAsync(UserId user, CancellationToken cancellationToken)
    {
        var token = RandomNumberGenerator.GetBytes(TokenBytes);
        await gate.WriteAsync<int>([], async db =>
        {
            await db.Invitations.Where(i => i.UserId == user.Value).ExecuteDeleteAsync(cancellationToken);
            db.Invitations.Add(new StoredInvitation { UserId = user.Value, TokenHash = SHA256.HashData(token), Expires = time.GetUtcNow() + Lifetime });
            return 0;
        }, cancellationToken);
        return Base64Url.EncodeToString(token);
    }

    /// <returns>Whose link it is; null for one that was used, replaced, has expired or never was.</returns>
    public async Task<UserId?> FindAsync(string token, CancellationToken cancellationToken)
    {
        if (Hash(token) is not { } hash)
            return null;
        var now = time.GetUtcNow();
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.Invitations.Where(i => i.TokenHash == hash && i.Expires > now).Select(i => (long?)i.UserId).SingleOrDefaultAsync(cancellationToken) is { } user
            ? new UserId(user)
            : null;
    }

    /// <summary>Uses a link up. Of two who try at once one gets it.</summary>
    public async Task<bool> UseAsync(string token, UserId user, CancellationToken cancellationToken)
    {
        if (Hash(token) is not { } hash)
            return false;
        var now = time.GetUtcNow();
        return await gate.WriteAsync([], db => db.Invitations.Where(i => i.TokenHash == hash && i.UserId == user.Value && i.Expires > now).ExecuteDeleteAsync(cancellationToken), cancellationToken) == 1;
    }

    /// <summary>Until when each open link works, by person.</summary>
    public async Task<IReadOnlyDictionary<UserId, DateTimeOffset>> OpenAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.Invitations.Where(i => i.Expires > now).ToDictionaryAsync(i => new UserId(i.UserId), i => i.Expires, cancellationToken);
    }

    private static byte[]? Hash(string text)
    {
        Span<byte> token = stackalloc byte[TokenBytes];
        return Base64Url.DecodeFromChars(text, token, out _, out var length) == OperationStatus.Done && length == TokenBytes ? SHA256.HashData(token) : null;
    }
}
