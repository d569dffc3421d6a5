using Microsoft.Extensions.DependencyInjection;
using Webmail.Mail;
using Webmail.Mail.Imap;
using Webmail.Model;

namespace Webmail.GuardedClient;

/// <summary>What an account does first: sign-in, a look at an inbox never seen, a look at one seen before, a copy.</summary>
internal sealed class GuardedVisit(IServiceProvider services) : ICredentialSource
{
    private const uint Validity = 5;

    public Task<MailCredential> GetAsync(CancellationToken cancellationToken) => Task.FromResult(new MailCredential(CredentialKind.Password, "secret"));

    /// <returns>Null when nothing seemed wrong.</returns>
    public async Task<MailFault?> ToAsync(int port, ConnectionSecurity security)
    {
        const string Name = "anna@example.test";
        var endpoint = new ServerEndpoint(security == ConnectionSecurity.None ? "127.0.0.1" : "localhost", port, security, AllowPrivate: true);
        var servers = new AccountServers(endpoint, Name, endpoint, Name, SavesSentMail: false, MaxConnections: 2, ProviderId: "");
        await using var pool = services.GetRequiredService<ImapSessionPoolFactory>().Create(servers, this);
        try
        {
            await using var lease = await pool.RentAsync(ImapPurpose.Background, CancellationToken.None);
            var scanner = services.GetRequiredService<FolderScanner>();
            await scanner.ScanAsync(lease, "INBOX", SyncAnchor.None, NothingAsync, CancellationToken.None);
            await scanner.ScanAsync(lease, "INBOX", new SyncAnchor(Validity, 0, 1, 0), NothingAsync, CancellationToken.None);
            await services.GetRequiredService<ImapCopies>().CopyAsync(lease, "INBOX", Validity, [1], "Copies", mark: 1, isRetry: false, CancellationToken.None);
            lease.Complete();
            return null;
        }
        catch (MailFaultException refusal)
        {
            return refusal.Fault;
        }
    }

    private static Task<IReadOnlyList<KnownMessage>> NothingAsync(uint fromUid, uint toUid, CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<KnownMessage>>([]);
}
