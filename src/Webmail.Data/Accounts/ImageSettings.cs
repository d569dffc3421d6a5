using Microsoft.EntityFrameworkCore;
using Webmail.Data.Entities;
using Webmail.Model;

namespace Webmail.Data;

/// <summary>Which remote images a person wants to see.</summary>
public sealed class ImageSettings(IDbContextFactory<WebmailDbContext> contexts, WriteGate gate)
{
    public async Task<ImagePolicy> PolicyAsync(UserId user, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.Users.Where(u => u.Id == user.Value).Select(u => u.RemoteImages).SingleOrDefaultAsync(cancellationToken);
    }

    public Task SetPolicyAsync(UserId user, ImagePolicy policy, CancellationToken cancellationToken) =>
        gate.WriteAsync<int>([], db => db.Users.Where(u => u.Id == user.Value).ExecuteUpdateAsync(set => set.SetProperty(u => u.RemoteImages, policy), cancellationToken), cancellationToken);

    /// <summary>Whether the images of this sender are always wanted.</summary>
    public async Task<bool> IsWantedAsync(UserId user, string address, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var key = Text.Key(Text.Line(address, Lengths.Address));
        return await db.ImageSenders.AnyAsync(s => s.UserId == user.Value && s.AddressKey == key, cancellationToken);
    }

    /// <summary>Senders whose images are always wanted, by address.</summary>
    public async Task<IReadOnlyList<string>> WantedAsync(UserId user, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.ImageSenders.Where(s => s.UserId == user.Value).OrderBy(s => s.AddressKey).Select(s => s.AddressKey).ToListAsync(cancellationToken);
    }

    public Task SetWantedAsync(UserId user, string address, bool wanted, CancellationToken cancellationToken)
    {
        var key = Text.Key(Text.Line(address, Lengths.Address));
        return gate.WriteAsync<int>(
            [],
            async db =>
            {
                await db.ImageSenders.Where(s => s.UserId == user.Value && s.AddressKey == key).ExecuteDeleteAsync(cancellationToken);
                if (wanted)
                {
                    db.ImageSenders.Add(new ImageSender { UserId = user.Value, AddressKey = key });
                    await db.SaveChangesAsync(cancellationToken);
                }

                return 0;
            },
            cancellationToken);
    }
}
