using Webmail.CrashHost;
using Webmail.Model;

namespace Webmail.IntegrationTests.Model;

/// <summary>What the person does with the product, and what must come of it.</summary>
internal sealed class OurActions(ModelWorld world, ModelProduct product, string friend)
{
    private static readonly MailFlags[] Flags = [MailFlags.Seen, MailFlags.Flagged];

    public async Task ActAsync()
    {
        if (world.Chance(0.12))
        {
            await SendAsync();
            return;
        }

        if (world.Round.LastOwn is { } last && world.Chance(0.2))
        {
            world.Round.LastOwn = null;
            world.Tell($"we undo {last.Header}");
            await AskAsync(new HostRequest(HostVerb.Undo, Undo: last.Undo), last.Message, last.Before);
            return;
        }

        await PlayAsync(world.Next(12) switch
        {
            < 5 => Flag,
            < 8 => Move,
            < 10 => Transfer,
            _ => Delete,
        });
    }

    /// <summary>A crash point that only some actions pass; the others are passed all the time.</summary>
    public static bool IsRare(string point) => point is CrashPoint.SendClaimed or CrashPoint.SendAccepted or CrashPoint.SendFiled
        or CrashPoint.TransferAppended or CrashPoint.TransferRemoved or CrashPoint.BlobWritten or CrashPoint.MoveCopied or CrashPoint.MarkedDeleted;

    /// <summary>Does what passes a crash point.</summary>
    public Task ProvokeAsync(string point) => point switch
    {
        CrashPoint.SendClaimed or CrashPoint.SendAccepted or CrashPoint.SendFiled => SendAsync(),
        CrashPoint.TransferAppended or CrashPoint.TransferRemoved or CrashPoint.BlobWritten or CrashPoint.MarkedDeleted => PlayAsync(Transfer),
        CrashPoint.MoveCopied => PlayAsync(Move),
        _ => ActAsync(),
    };

    private async Task SendAsync()
    {
        var subject = world.Mail.NextSubject();
        world.Tell($"we send \"{subject}\"");
        world.Mail.Asked(subject, await product.AskAsync(new HostRequest(HostVerb.Send, friend, Subject: subject)) is not null);
    }

    private async Task PlayAsync(Func<long, Place, (HostRequest Request, Place After)> plan)
    {
        if (world.Pick(world.Index.Where(row => world.Model.Find(row.Header) is { } known && world.Round.IsFree(known))) is not { } row || world.Model.Find(row.Header) is not { } message)
            return;
        var before = Place.Of(message);
        var (request, after) = plan(row.Id, before);
        world.Tell($"we turn {message.Header} from {before} into {after}");
        if (request.Verb == HostVerb.Flags)
            world.Round.Flagged.Add(message.Header);
        else
            world.Round.Moved.Add(message.Header);
        if (before.Folder is { } from && after.Folder is { } to && world.AccountOf(from) != world.AccountOf(to))
            world.Round.Transferred.Add(message.Header);
        var reply = await AskAsync(request, message, after);
        world.Round.LastOwn = reply is { Count: > 0 } && after.Folder is not null ? new OwnAction(message, before, reply.Undo) : null;
    }

    private (HostRequest Request, Place After) Flag(long id, Place before)
    {
        var flag = Flags[world.Next(Flags.Length)];
        return before.Flags.HasFlag(flag)
            ? (new HostRequest(HostVerb.Flags, Messages: [id], Remove: flag), before with { Flags = before.Flags & ~flag })
            : (new HostRequest(HostVerb.Flags, Messages: [id], Add: flag), before with { Flags = before.Flags | flag });
    }

    private (HostRequest Request, Place After) Move(long id, Place before) => To(id, before, world.OtherFolder(before.Folder ?? ""));

    private (HostRequest Request, Place After) Transfer(long id, Place before) => To(id, before, world.FolderElsewhere(before.Folder ?? ""));

    private (HostRequest Request, Place After) Delete(long id, Place before)
    {
        var trash = world.AccountOf(before.Folder ?? "").Trash;
        return (new HostRequest(HostVerb.Delete, Messages: [id]), before with { Folder = before.Folder == trash ? null : trash });
    }

    private static (HostRequest Request, Place After) To(long id, Place before, string target) =>
        (new HostRequest(HostVerb.Move, Messages: [id], Folder: target), before with { Folder = target });

    /// <summary>Asks the product and moves the model on. When it dies over the question, what it durably holds afterwards is its answer, and must be one of the two.</summary>
    private async Task<HostReply?> AskAsync(HostRequest request, ModelMessage message, Place after)
    {
        if (await product.AskAsync(request) is { } reply)
        {
            if (reply.Count > 0)
                after.Apply(message);
            return reply;
        }

        world.Tell("it died before it answered");
        await product.StartAsync();
        // For a moment a message may have two rows: the one that moves, and the one a scan took for new. Or, between two accounts, none that is shown.
        var rows = await product.PlacesAsync(message.Header, orNone: after.Folder is null);
        var done = rows.Count == 0 ? after.Folder is null : rows.Any(after.IsLike);
        if (done)
            after.Apply(message);
        else if (!rows.Any(Place.Of(message).IsLike))
            throw world.Broken($"{message.Header} is neither {Place.Of(message)} nor {after} after the restart, but [{string.Join(", ", rows)}]", product.Log);
        world.Tell($"it had {(done ? "" : "not ")}done it");
        return null;
    }
}
