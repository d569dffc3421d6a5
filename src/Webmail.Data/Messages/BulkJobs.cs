using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Webmail.Data.Entities;
using Webmail.Model;

namespace Webmail.Data;

/// <summary>Actions on all messages of a view: recorded at once, carried out a chunk a transaction, newest first, and continued after a restart where they were.</summary>
public sealed class BulkJobs(IDbContextFactory<WebmailDbContext> contexts, WriteGate gate, TimeProvider time)
{
    private const int MaxExceptions = 1000;

    /// <summary>Records a job; it does nothing yet.</summary>
    /// <param name="except">Messages the person took out of it, at most 1,000.</param>
    /// <returns>Null when the view holds no messages or is not the person's.</returns>
    public Task<BulkJob?> CreateAsync(UserId user, MailView view, MessageAction action, IReadOnlyCollection<MessageId> except, CancellationToken cancellationToken) =>
        gate.WriteAsync([], async db =>
        {
            if (await MessageScope.FindAsync(db, user, view, cancellationToken) is not { } scope)
                return null;
            var total = await scope.TotalAsync(db, cancellationToken) - except.Count;
            if (total <= 0)
                return null;

            var job = new StoredJob
            {
                UserId = user.Value,
                View = view.ToString() ?? "",
                Except = JsonSerializer.Serialize(except.Take(MaxExceptions).Select(id => id.Value)),
                MaxId = (await db.Messages.OrderByDescending(m => m.Id).Select(m => m.Id).FirstOrDefaultAsync(cancellationToken)).Value,
                Total = total,
                Undo = Guid.NewGuid(),
                Created = time.GetUtcNow(),
            };
            Write(job, action);
            db.Jobs.Add(job);
            await db.SaveChangesAsync(cancellationToken);
            return ToModel(job);
        }, cancellationToken);

    /// <summary>Carries out the next chunk.</summary>
    /// <returns>The job after it; null when it is not running.</returns>
    public async Task<(BulkJob Job, IReadOnlyList<MailChange> Changes)?> StepAsync(JobId id, CancellationToken cancellationToken)
    {
        List<AccountId> accounts;
        await using (var read = await contexts.CreateDbContextAsync(cancellationToken))
            accounts = await read.Accounts.Where(a => read.Jobs.Any(j => j.Id == id && j.UserId == a.UserId)).Select(a => a.Id).ToListAsync(cancellationToken);
        return await gate.WriteAsync<(BulkJob, IReadOnlyList<MailChange>)?>(accounts, async db =>
        {
            if (await db.Jobs.SingleOrDefaultAsync(j => j.Id == id && j.State == JobState.Running, cancellationToken) is not { } job)
                return null;
            var tally = new ChangeTally();
            var ids = await NextAsync(db, job, cancellationToken);
            job.Changed += await new ActionRecording(db, tally, new UserId(job.UserId), Read(job), new UndoToken(job.Undo), time.GetUtcNow()).RecordAsync(ids, cancellationToken);
            tally.Say(new MailChange.JobChanged(new UserId(job.UserId), id));
            await db.SaveChangesAsync(cancellationToken);
            return (ToModel(job), await tally.FinishAsync(db, cancellationToken));
        }, cancellationToken);
    }

    /// <summary>Stops a job after the chunk it is at. False when it is not running, or somebody else's.</summary>
    public Task<bool> CancelAsync(UserId user, JobId id, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        return gate.WriteAsync([], async db => await db.Jobs.Where(j => j.Id == id && j.UserId == user.Value && j.State == JobState.Running)
            .ExecuteUpdateAsync(set => set.SetProperty(j => j.State, JobState.Cancelled).SetProperty(j => j.Ended, now), cancellationToken) == 1, cancellationToken);
    }

    /// <summary>The person's running jobs, oldest first.</summary>
    public async Task<IReadOnlyList<BulkJob>> RunningAsync(UserId user, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var jobs = await db.Jobs.AsNoTracking().Where(j => j.UserId == user.Value && j.State == JobState.Running).OrderBy(j => j.Id).ToListAsync(cancellationToken);
        return jobs.ConvertAll(ToModel);
    }

    /// <summary>Everybody's running jobs, oldest first.</summary>
    public async Task<IReadOnlyList<JobId>> RunningAsync(CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.Jobs.Where(j => j.State == JobState.Running).OrderBy(j => j.Id).Select(j => j.Id).ToListAsync(cancellationToken);
    }

    /// <summary>Null when unknown or somebody else's.</summary>
    public async Task<BulkJob?> FindAsync(UserId user, JobId id, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.Jobs.AsNoTracking().SingleOrDefaultAsync(j => j.Id == id && j.UserId == user.Value, cancellationToken) is { } job ? ToModel(job) : null;
    }

    private async Task<IReadOnlyCollection<MessageId>> NextAsync(WebmailDbContext db, StoredJob job, CancellationToken cancellationToken)
    {
        var scope = MailView.Parse(job.View) is { } view ? await MessageScope.FindAsync(db, new UserId(job.UserId), view, cancellationToken) : null;
        var maxId = job.MaxId;
        var messages = scope?.Messages(db).Where(m => (long)(object)m.Id <= maxId);
        if (job.CursorReceived is { } received)
        {
            var id = job.CursorId;
            messages = messages?.Where(m => m.Received <= received && (m.Received < received || (long)(object)m.Id < id));
        }

        var rows = messages is null
            ? []
            : await messages.OrderByDescending(m => m.Received).ThenByDescending(m => m.Id).Take(Settling.ChunkSize).Select(m => new { m.Id, m.Received }).ToListAsync(cancellationToken);
        if (rows.Count < Settling.ChunkSize)
            (job.State, job.Ended) = (JobState.Done, time.GetUtcNow());
        if (rows.Count == 0)
            return [];

        (job.CursorReceived, job.CursorId) = (rows[^1].Received, rows[^1].Id.Value);
        var except = (JsonSerializer.Deserialize<long[]>(job.Except) ?? []).ToHashSet();
        List<MessageId> ids = [.. rows.Select(r => r.Id).Where(id => !except.Contains(id.Value))];
        job.Seen = Math.Min(job.Total, job.Seen + ids.Count);
        return ids;
    }

    private static void Write(StoredJob job, MessageAction action)
    {
        switch (action)
        {
            case MessageAction.SetFlags flags:
                (job.Kind, job.Add, job.Remove) = (JobKind.SetFlags, flags.Add, flags.Remove);
                break;
            case MessageAction.MoveTo to:
                (job.Kind, job.Role) = (JobKind.MoveTo, to.Role);
                break;
            case MessageAction.Move move:
                (job.Kind, job.TargetId) = (JobKind.Move, move.Target);
                break;
            case MessageAction.Copy copy:
                (job.Kind, job.TargetId) = (JobKind.Copy, copy.Target);
                break;
            case MessageAction.Erase:
                job.Kind = JobKind.Erase;
                break;
            default:
                throw new InvalidOperationException($"Unknown action {action}");
        }
    }

    private static MessageAction Read(StoredJob job) => job.Kind switch
    {
        JobKind.SetFlags => new MessageAction.SetFlags(job.Add, job.Remove),
        JobKind.MoveTo => new MessageAction.MoveTo(job.Role),
        JobKind.Move => new MessageAction.Move(job.TargetId ?? default),
        JobKind.Copy => new MessageAction.Copy(job.TargetId ?? default),
        JobKind.Erase => new MessageAction.Erase(),
        _ => throw new InvalidOperationException($"Unknown job {job.Kind}"),
    };

    private static BulkJob ToModel(StoredJob job) => new(
        job.Id, new UserId(job.UserId), Read(job), job.State, job.Total, job.Seen, job.Changed, job.Kind == JobKind.Erase ? null : new UndoToken(job.Undo));
}
