using Microsoft.Extensions.DependencyInjection;
using Webmail.Mail;
using Webmail.Mail.Imap;
using Webmail.Model;
using Webmail.TestKit.Servers;

namespace Webmail.IntegrationTests.Mail;

/// <summary>The mail services as the product registers them, pointed at a test server, and an index of a folder held in memory.</summary>
internal sealed class MailHarness : ICredentialSource, IAsyncDisposable
{
    private readonly ServiceProvider _services;
    private readonly Dictionary<uint, KnownMessage> _index = [];

    public MailHarness(MailServer server, MailUser user, Func<MailNetworkOptions, MailNetworkOptions>? change = null, int maxConnections = 3)
    {

        // A server on a busy machine may take its time.
        var options = new MailNetworkOptions { TrustedCertificatesPath = server.CaPath, ConnectTimeout = TimeSpan.FromSeconds(60) };
        _services = new ServiceCollection().AddWebmailMail(change?.Invoke(options) ?? options, []).BuildServiceProvider();
        Credential = new MailCredential(CredentialKind.Password, user.Password);
        Servers = new AccountServers(
            new ServerEndpoint("localhost", server.Ports.Imaps, ConnectionSecurity.Tls, AllowPrivate: true),
            user.Address,
            new ServerEndpoint("localhost", server.Ports.Submission, ConnectionSecurity.StartTls, AllowPrivate: true),
            user.Address,
            SavesSentMail: false,
            maxConnections,
            ProviderId: "");
        Pool = Get<ImapSessionPoolFactory>().Create(Servers, this);
    }

    public AccountServers Servers { get; init; }

    public MailCredential Credential { get; set; }

    public ImapSessionPool Pool { get; }

    public SyncAnchor Anchor { get; private set; } = SyncAnchor.None;

    /// <summary>What a store would hold of the scanned folder.</summary>
    public IReadOnlyDictionary<uint, KnownMessage> Index => _index;

    public T Get<T>()
        where T : notnull => _services.GetRequiredService<T>();

    public Task<MailCredential> GetAsync(CancellationToken cancellationToken) => Task.FromResult(Credential);

    /// <summary>One step of a scan, applied to the index.</summary>
    public async Task<FolderDelta> ScanAsync(string path = "INBOX", Action<ImapLease>? before = null)
    {
        await using var lease = await Pool.RentAsync(ImapPurpose.Background, default);
        before?.Invoke(lease);
        var delta = await Get<FolderScanner>().ScanAsync(lease, path, Anchor, KnownAsync, default);
        lease.Complete();
        Apply(delta);
        return delta;
    }

    public async Task ScanAllAsync(string path = "INBOX", Action<ImapLease>? before = null)
    {
        while ((await ScanAsync(path, before)).MoreToCome)
        {
        }
    }

    /// <summary>All that is older, applied to the index step by step.</summary>
    /// <param name="after">Called with the number of the step that was applied, from 1.</param>
    public async Task BackfillAsync(Func<int, Task> after, Action<ImapLease>? before = null, string path = "INBOX")
    {
        await using var lease = await Pool.RentAsync(ImapPurpose.Background, default);
        before?.Invoke(lease);
        var step = 0;
        await foreach (var delta in Get<FolderScanner>().BackfillAsync(lease, path, Anchor, default))
        {
            Apply(delta);
            await after(++step);
        }

        lease.Complete();
    }

    /// <summary>Work on a connection for the person.</summary>
    public async Task<T> WithAsync<T>(Func<ImapLease, Task<T>> work)
    {
        await using var lease = await Pool.RentAsync(ImapPurpose.Interactive, default);
        var result = await work(lease);
        lease.Complete();
        return result;
    }

    public async ValueTask DisposeAsync()
    {
        await Pool.DisposeAsync();
        await _services.DisposeAsync();
    }

    private void Apply(FolderDelta delta)
    {
        if (delta.Reset)
            _index.Clear();
        foreach (var message in delta.Added)
            _index[message.Uid] = new KnownMessage(message.Uid, message.ModSeq, message.Flags);
        foreach (var change in delta.Changed)
            _index[change.Uid] = new KnownMessage(change.Uid, change.ModSeq, change.Flags);
        foreach (var uid in delta.Vanished)
            _index.Remove(uid).ShouldBeTrue($"{uid} vanished without having been there");
        Anchor = delta.Next;
    }

    private Task<IReadOnlyList<KnownMessage>> KnownAsync(uint fromUid, uint toUid, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<KnownMessage>>([.. _index.Values.Where(message => message.Uid >= fromUid && message.Uid <= toUid).OrderBy(message => message.Uid)]);
}
