using System.Collections.Concurrent;
using Webmail.Data;
using Webmail.Mail.Authenticity;
using Webmail.Mail.Render;
using Webmail.Model;

namespace Webmail.Engine.Reading;

/// <summary>Finds out who really sent a message: what the account's provider says, else what the signatures say, and what a person should look at.</summary>
internal sealed class SenderChecker(AccountStore accounts, Acquaintances acquaintances, StoredMessages stored, DkimCheck dkim)
{
    private const int MaxRemembered = 2000;

    // A name server that hangs must not hold up the message; the look-up goes on and is there the next time.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1.5);
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);

    private static readonly SenderView Unknown = new(SenderVerdict.Unknown, "", "", [], []);

    private readonly ConcurrentDictionary<MessageId, Task<SenderView>> _verified = new();

    public async Task<SenderView> CheckAsync(MessageFacts facts, RenderedMessage rendered, CancellationToken cancellationToken)
    {
        var evidence = rendered.Evidence;
        if (evidence.Authors.Count == 0 || await accounts.FindAsync(facts.AccountId, cancellationToken) is not { } account)
            return new SenderView(SenderVerdict.NotSigned, "", "", [], HeadDoubts.Find(evidence));
        var sender = ReportedResults.Read(evidence, account.Servers)
            ?? (evidence.HasSignature ? await VerifiedAsync(facts, rendered.From.Address, cancellationToken) : new SenderView(SenderVerdict.NotSigned, "", "", [], []));
        // What is signed is one From; nobody knows which one is shown elsewhere.
        if (evidence.FromFields > 1 && sender.IsVerified)
            sender = sender with { Verdict = SenderVerdict.Failed };
        var isOwn = rendered.From.Address.Equals(account.Address, StringComparison.OrdinalIgnoreCase);
        return sender with { Doubts = [.. HeadDoubts.Find(evidence), .. isOwn ? [] : await StrangerDoubtsAsync(facts, account, rendered.From, cancellationToken)] };
    }

    private async Task<IReadOnlyList<SenderDoubt>> StrangerDoubtsAsync(MessageFacts facts, AccountSettings account, MailPerson from, CancellationToken cancellationToken)
    {
        var acquaintance = await acquaintances.FindAsync(account.User, from, cancellationToken);
        var doubts = new List<SenderDoubt>();
        var isFirst = acquaintance.Weight <= 1;
        if (isFirst && acquaintance.Namesake is { } namesake)
            doubts.Add(new SenderDoubt(SenderDoubtKind.NameOfContact, namesake));
        var domain = from.Address[(from.Address.LastIndexOf('@') + 1)..];
        var own = account.Address[(account.Address.LastIndexOf('@') + 1)..];
        if (acquaintance.Weight < 5 && acquaintance.Domains.Append(own).FirstOrDefault(known => LookAlike.IsOf(domain, known)) is { } like)
            doubts.Add(new SenderDoubt(SenderDoubtKind.LooksLikeContact, like));
        if (isFirst && (facts.Flags & MailFlags.Answered) == 0)
            doubts.Add(new SenderDoubt(SenderDoubtKind.FirstMessage, ""));
        return doubts;
    }

    private async Task<SenderView> VerifiedAsync(MessageFacts facts, string from, CancellationToken cancellationToken)
    {
        if (facts.SizeBytes > Math.Min(DkimCheck.MaxBytes, StoredMessages.LargeBytes))
            return Unknown;
        if (_verified.Count > MaxRemembered)
            _verified.Clear();
        var verifying = _verified.GetOrAdd(facts.Id, _ => Task.Run(() => VerifyAsync(facts, from), CancellationToken.None));
        var isDone = await Task.WhenAny(verifying, Task.Delay(Patience, cancellationToken)) == verifying;
        cancellationToken.ThrowIfCancellationRequested();
        if (!isDone)
            return Unknown;
        var sender = await verifying;
        // What could not be looked up now is tried again.
        if (sender.Verdict == SenderVerdict.Unknown)
            _verified.TryRemove(facts.Id, out _);
        return sender;
    }

    private async Task<SenderView> VerifyAsync(MessageFacts facts, string from)
    {
        using var limit = new CancellationTokenSource(Limit);
        try
        {
            if (await stored.OpenWholeAsync(facts, limit.Token) is not { } raw)
                return Unknown;
            await using var content = raw.Content;
            return await dkim.VerifyAsync(content, from, limit.Token);
        }
        catch (Exception failure) when (failure is MailFaultException or IOException or OperationCanceledException)
        {
            // The message is shown all the same; that its sender is not verified is what the person is told.
            return Unknown;
        }
    }
}
