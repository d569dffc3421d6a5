using System.Collections.Concurrent;
using System.Globalization;
using Webmail.Data;
using Webmail.Engine.Sending;
using Webmail.Engine.Accounts;
using Webmail.Engine.OAuth;
using Webmail.Mail;
using Webmail.Mail.Discovery;
using Webmail.Mail.Imap;
using Webmail.Mail.Smtp;
using Webmail.Model;

namespace Webmail.Engine;

/// <summary>Tests a stored account from end to end: reading, folders, sending, and a message to itself that has to arrive.</summary>
public sealed class AccountTest
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan ArrivalPatience = TimeSpan.FromSeconds(40);
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromSeconds(1);
    private static readonly SpecialUse[] Expected = [SpecialUse.Sent, SpecialUse.Drafts, SpecialUse.Trash, SpecialUse.Junk, SpecialUse.Archive];
    private readonly ConcurrentDictionary<AccountId, long> _tested = new();
    private readonly AccountStore _accounts;
    private readonly CurrentServers _servers;
    private readonly AccountCredentials _credentials;
    private readonly ProviderPresets _presets;
    private readonly AccountTestTools _tools;
    private readonly TimeProvider _time;

    internal AccountTest(AccountStore accounts, CurrentServers servers, AccountCredentials credentials, ProviderPresets presets, AccountTestTools tools, TimeProvider time) =>
        (_accounts, _servers, _credentials, _presets, _tools, _time) = (accounts, servers, credentials, presets, tools, time);

    /// <param name="letter">Subject and text of the message to oneself.</param>
    /// <returns>The steps that were made, the last one the failed one if any; null when the account is not the person's, or was tested a moment ago.</returns>
    public async Task<IReadOnlyList<AccountTestStep>?> RunAsync(UserId user, AccountId account, (string Subject, string Text) letter, CancellationToken cancellationToken)
    {
        if (await _accounts.FindAsync(user, account, cancellationToken) is not { } stored || !MayTest(account))
            return null;
        var servers = _servers.Of(stored);
        var steps = new List<AccountTestStep>();
        var credentials = _credentials.Of(account);
        await using var pool = _tools.Pools.Create(servers with { MaxConnections = 1 }, credentials);
        if (!await ReadAsync(steps, pool, servers, cancellationToken))
            return steps;
        var begun = _time.GetTimestamp();
        var sending = new SendingCredential(account, _tools.SmtpSignIns, credentials);
        var (fault, tls) = await _tools.Smtp.CheckAsync(servers, sending, cancellationToken);
        if (fault is not null)
        {
            steps.Add(Failed(AccountTestKind.Sending, servers, servers.Smtp, fault, begun));
            return steps;
        }

        steps.Add(new AccountTestStep(AccountTestKind.Sending, Where(servers.Smtp), tls, _time.GetElapsedTime(begun)));
        steps.Add(await DeliverAsync(stored, servers, sending, pool, letter, cancellationToken));
        return steps;
    }

    private async Task<bool> ReadAsync(List<AccountTestStep> steps, ImapSessionPool pool, AccountServers servers, CancellationToken cancellationToken)
    {
        var kind = AccountTestKind.Reading;
        var begun = _time.GetTimestamp();
        try
        {
            await using var lease = await pool.RentAsync(ImapPurpose.Interactive, cancellationToken);
            steps.Add(new AccountTestStep(kind, Where(servers.Imap), lease.Tls, _time.GetElapsedTime(begun)));

            (kind, begun) = (AccountTestKind.Folders, _time.GetTimestamp());
            var listed = await _tools.Folders.ListAsync(lease, cancellationToken);
            steps.Add(new AccountTestStep(kind, string.Empty, null, _time.GetElapsedTime(begun))
            {
                Count = listed.Count,
                Missing = [.. Expected.Except(listed.Select(folder => folder.SpecialUse))],
            });
            steps.Add(new AccountTestStep(AccountTestKind.Push, string.Empty, null, TimeSpan.Zero) { Count = lease.HasIdle ? 1 : 0 });
            lease.Complete();
            return true;
        }
        catch (MailFaultException refusal)
        {
            steps.Add(Failed(kind, servers, servers.Imap, refusal.Fault, begun));
            return false;
        }
    }

    private async Task<AccountTestStep> DeliverAsync(AccountSettings account, AccountServers servers, ICredentialSource credentials, ImapSessionPool pool, (string Subject, string Text) letter, CancellationToken cancellationToken)
    {
        var begun = _time.GetTimestamp();
        var id = $"{Guid.NewGuid():N}@{account.Address[(account.Address.LastIndexOf('@') + 1)..]}";
        await using var message = _tools.Letters.Compose(account.Address, id, letter.Subject, letter.Text, _time.GetUtcNow());
        var refusal = await _tools.Smtp.SubmitAsync(servers, credentials, account.Address, [account.Address], message, cancellationToken) switch
        {
            SubmissionResult.Accepted => null,
            SubmissionResult.Rejected rejected => rejected.Fault,
            SubmissionResult.Deferred deferred => deferred.Fault,
            SubmissionResult.Unknown unknown => unknown.Fault,
            var other => throw new InvalidOperationException($"Unknown outcome {other}"),
        };
        if (refusal is not null)
            return Failed(AccountTestKind.Arrival, servers, servers.Smtp, refusal, begun);
        try
        {
            while (_time.GetElapsedTime(begun) < ArrivalPatience)
            {
                await using var lease = await pool.RentAsync(ImapPurpose.Interactive, cancellationToken);
                var arrived = await _tools.Letters.TakeAsync(lease, id, cancellationToken);
                lease.Complete();
                if (arrived)
                    return new AccountTestStep(AccountTestKind.Arrival, string.Empty, null, _time.GetElapsedTime(begun));
                await Task.Delay(BetweenLooks, _time, cancellationToken);
            }
        }
        catch (MailFaultException fault)
        {
            return Failed(AccountTestKind.Arrival, servers, servers.Imap, fault.Fault, begun);
        }

        return new AccountTestStep(AccountTestKind.Arrival, string.Empty, null, _time.GetElapsedTime(begun)) { IsLate = true };
    }

    private AccountTestStep Failed(AccountTestKind kind, AccountServers servers, ServerEndpoint server, MailFault fault, long begun) =>
        new(kind, Where(server), null, _time.GetElapsedTime(begun)) { Failure = MailboxSignIn.Failure(fault, _presets.FindById(servers.ProviderId)) };

    private bool MayTest(AccountId account)
    {
        var now = _time.GetTimestamp();
        var began = _tested.AddOrUpdate(account, now, (_, before) => _time.GetElapsedTime(before, now) < Pause ? before : now);
        return began == now;
    }

    private static string Where(ServerEndpoint server) => $"{server.Host}:{server.Port.ToString(CultureInfo.InvariantCulture)}";
}

/// <summary>What a test talks to servers with.</summary>
internal sealed record AccountTestTools(ImapSessionPoolFactory Pools, FolderLister Folders, SmtpSubmitter Smtp, TestLetters Letters, SmtpSignInStore SmtpSignIns);
