using System.Globalization;
using System.Text.RegularExpressions;
using MailKit.Net.Imap;
using MailKit.Security;
using MimeKit;

namespace Webmail.TestKit.Servers;

/// <summary>A real Cyrus (3.6 as in Debian 12): everything below INBOX, QRESYNC, OBJECTID, special folders by attribute.</summary>
public sealed partial class CyrusServer : IImapServer
{
    private const string Password = "correct horse";

    // Of every Debian; Cyrus refuses to work as root.
    private const int MailOwner = 8;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly string _directory;
    private readonly int _lmtpPort;
    private readonly Guard _guard;
    private readonly SemaphoreSlim _adding = new(1);

    private CyrusServer()
    {
        _directory = ShortDirectory.Create("wc");
        var ports = FreePorts.Pick(2);
        (Port, _lmtpPort) = (ports[0], ports[1]);
        _guard = new Guard(PidFile, _directory);
    }

    public int ProcessId { get; private set; }

    public int Port { get; }

    public string CaPath => Path.Combine(_directory, "tls", "ca.pem");

    private string PidFile => Path.Combine(_directory, "pids");

    private string Passwords => Path.Combine(_directory, "sasldb2");

    // The libraries that come with it; the others are the system's.
    private static Dictionary<string, string> Environment => new()
    {
        ["PATH"] = "/usr/sbin:/usr/bin:/sbin:/bin",
        ["LD_LIBRARY_PATH"] = $"{TestServerRoots.Cyrus}/usr/lib/x86_64-linux-gnu:{TestServerRoots.Cyrus}/usr/lib",
    };

    /// <exception cref="MailServerUnavailableException">It is missing and could not be fetched; xunit reports the test as skipped.</exception>
    public static async Task<CyrusServer> StartAsync(CancellationToken cancellationToken = default)
    {
        await MailServerPackages.EnsureAsync();
        return await ServerProcess.StartAsync(() => new CyrusServer(), server => server.RunAsync(cancellationToken));
    }

    public async Task<MailUser> AddUserAsync(string address)
    {
        var user = new MailUser(address, Password);
        await _adding.WaitAsync();
        try
        {
            const string Script = "printf '%s\\n' \"$1\" | \"$2\" -p -c -f \"$3\" -u \"$4\" \"$5\"";
            var program = Path.Combine(TestServerRoots.Cyrus, "usr", "sbin", "saslpasswd2");
            await Commands.RunAsync("sh", ["-c", Script, "sh", user.Password, program, Passwords, user.Domain, user.LocalPart], CancellationToken.None);
            Native.ChangeOwner(Passwords, MailOwner, MailOwner);
        }
        finally
        {
            _adding.Release();
        }

        // A directory of the person's name has Cyrus write down what passes (its telemetry).
        Native.ChangeOwner(Directory.CreateDirectory(Log(user)).FullName, MailOwner, MailOwner);
        return user;
    }

    public async Task DeliverAsync(MailUser user, MimeMessage message)
    {
        using var bytes = new MemoryStream();
        await message.WriteToAsync(bytes);
        await LmtpDelivery.SendAsync(_lmtpPort, user.Address, bytes.ToArray(), CancellationToken.None);
    }

    public async Task<IReadOnlyList<string>> CommandsAsync(MailUser user)
    {
        // "<1795681118<A4 LIST "" *": less-than signs for the client, greater-than signs for the server.
        var log = await SignInLogAsync(user);
        return [.. FromClient().Matches(log).Select(match => match.Groups["command"].Value.TrimEnd('\r'))];
    }

    public async Task<string> SignInLogAsync(MailUser user) =>
        string.Concat(await Task.WhenAll(Directory.EnumerateFiles(Log(user)).Order(StringComparer.Ordinal).Select(file => File.ReadAllTextAsync(file))));

    public Task<ImapClient> ImapClientAsync(MailUser user) => ImapClients.SignInAsync("localhost", Port, SecureSocketOptions.StartTls, CaPath, user);

    public async ValueTask DisposeAsync()
    {
        if (ProcessId != 0)
            await ServerProcess.KillAsync(ProcessId);
        _guard.Dispose();
        _adding.Dispose();
        Directory.Delete(_directory, recursive: true);
    }

    private string Log(MailUser user) => Path.Combine(_directory, "conf", "log", user.Address);

    private async Task RunAsync(CancellationToken cancellationToken)
    {
        TestCertificates.Write(Path.Combine(_directory, "tls"));
        await File.WriteAllTextAsync(Path.Combine(_directory, "imapd.conf"), ImapdConfiguration(), cancellationToken);
        await File.WriteAllTextAsync(Path.Combine(_directory, "cyrus.conf"), MasterConfiguration(), cancellationToken);
        foreach (var name in new[] { "conf/socket", "conf/log", "spool", "proc", "lock" })
            Directory.CreateDirectory(Path.Combine(_directory, name));
        foreach (var path in Directory.EnumerateFileSystemEntries(_directory, "*", SearchOption.AllDirectories))
            Native.ChangeOwner(path, MailOwner, MailOwner);
        Native.ChangeOwner(_directory, MailOwner, MailOwner);

        ProcessId = ServerProcess.Start(
            [Program("master"), "-C", $"{_directory}/imapd.conf", "-M", $"{_directory}/cyrus.conf", "-p", $"{_directory}/master.pid", "-D"],
            Environment,
            Path.Combine(_directory, "start.log"));
        Guard.Watch(PidFile, ProcessId);
        await FreePorts.WaitAsync(Port, Patience, cancellationToken);
        await FreePorts.WaitAsync(_lmtpPort, Patience, cancellationToken);
    }

    private static string Program(string name) => $"{TestServerRoots.Cyrus}/usr/lib/cyrus/bin/{name}";

    private string ImapdConfiguration() => $"""
        configdirectory: {_directory}/conf
        proc_path: {_directory}/proc
        mboxname_lockpath: {_directory}/lock
        lmtpsocket: {_directory}/conf/socket/lmtp
        idlesocket: {_directory}/conf/socket/idle
        notifysocket: {_directory}/conf/socket/notify
        defaultpartition: default
        partition-default: {_directory}/spool
        servername: localhost
        virtdomains: userid
        defaultdomain: localhost
        altnamespace: no
        unixhierarchysep: no
        cyrus_user: mail
        cyrus_group: mail
        allowplaintext: yes
        sasl_pwcheck_method: auxprop
        sasl_auxprop_plugin: sasldb
        sasl_sasldb_path: {Passwords}
        sasl_mech_list: PLAIN LOGIN
        tls_server_cert: {_directory}/tls/server.pem
        tls_server_key: {_directory}/tls/server.key
        tls_session_timeout: 0
        autocreate_quota: 0
        autocreate_post: yes
        autocreate_inbox_folders: Drafts|Sent|Junk|Trash
        autocreate_subscribe_folders: Drafts|Sent|Junk|Trash
        xlist-drafts: Drafts
        xlist-sent: Sent
        xlist-junk: Junk
        xlist-trash: Trash

        """;

    private string MasterConfiguration() => string.Create(CultureInfo.InvariantCulture, $$"""
        START {
          recover cmd="{{Program("ctl_cyrusdb")}} -C {{_directory}}/imapd.conf -r"
        }
        SERVICES {
          imap cmd="{{Program("imapd")}} -C {{_directory}}/imapd.conf -U 30" listen="127.0.0.1:{{Port}}" prefork=0
          lmtp cmd="{{Program("lmtpd")}} -C {{_directory}}/imapd.conf -a" listen="127.0.0.1:{{_lmtpPort}}" prefork=0
        }
        DAEMON {
          idled cmd="{{Program("idled")}} -C {{_directory}}/imapd.conf -d"
        }

        """);

    [GeneratedRegex(@"^<\d+<\S+ (?<command>.*)$", RegexOptions.Multiline | RegexOptions.CultureInvariant)]
    private static partial Regex FromClient();
}
