using Webmail.Model;

namespace Webmail.IntegrationTests.Model;

/// <summary>What the other client does to the mailboxes meanwhile.</summary>
internal sealed class TheirActions(ModelWorld world)
{
    private int _born;

    public async Task ActAsync()
    {
        if (world.Chance(0.3))
        {
            await ArriveAsync();
            return;
        }

        var known = world.Headers.Values.ToHashSet(StringComparer.Ordinal);
        if (world.Pick(world.Model.Present.Where(message => known.Contains(message.Header) && !world.Round.Moved.Contains(message.Header) && !world.Round.Theirs.Contains(message.Header))) is not { Folder: { } folder } message)
            return;
        var flaggedByUs = world.Round.Flagged.Contains(message.Header);
        var other = world.AccountOf(folder).Other;
        world.Round.Theirs.Add(message.Header);
        switch (world.Next(4))
        {
            case 0 when !flaggedByUs:
                var target = world.OtherFolder(folder);
                world.Tell($"they move {message.Header} to {target}");
                await other.MoveAsync(folder, message.Header, target);
                message.Folder = target;
                break;
            case 1 when world.Profile.TheyDelete:
                world.Tell($"they expunge {message.Header}");
                await other.ExpungeAsync(folder, message.Header);
                message.Folder = null;
                break;
            default:
                var flag = world.Profile.TheirFlags[world.Next(world.Profile.TheirFlags.Count)];
                var on = !message.Flags.HasFlag(flag);
                world.Tell($"they {(on ? "set" : "clear")} {flag} on {message.Header}");
                await other.StoreAsync(folder, message.Header, flag, on);
                message.Flags = on ? message.Flags | flag : message.Flags & ~flag;
                break;
        }
    }

    public async Task ArriveAsync()
    {
        var header = FormattableString.Invariant($"m{++_born}@model.test");
        var account = world.Accounts[world.Chance(0.7) ? 0 : 1];
        var folder = world.Chance(0.6) ? account.Inbox : account.Folders[world.Next(account.Folders.Count)];
        var flags = world.Chance(0.3) ? MailFlags.Seen : MailFlags.None;
        world.Tell($"{header} arrives in {folder}");
        await account.Other.AppendAsync(folder, header, flags);
        world.Model.Add(header, folder, flags);
    }
}
