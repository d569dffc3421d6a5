using System.Globalization;
using System.Text;
using MailKit.Net.Imap;
using MailKit.Security;
using MimeKit;

namespace Webmail.TestKit.Servers;

/// <summary>A real Courier (5.0 as in Debian 12): everything below INBOX, neither CONDSTORE nor MOVE, UIDPLUS or SPECIAL-USE only as its settings have them.</summary>
public sealed class CourierServer : IImapServer
{
    private const string Password = "correct horse";
    private const int MailOwner = 5000;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly string _directory;
    private readonly Guard _guard;
    private readonly SemaphoreSlim _adding = new(1);
    private readonly List<MailUser> _users = [];
    private int _authentication;
    private int _deliveries;
    private string _passwordHash = "";

    private CourierServer()
    {
        _directory = ShortDirectory.Create("wr");
        Port = FreePorts.Pick(1)[0];
        _guard = new Guard(PidFile, _directory);
    }

    public int ProcessId { get; private set; }

    public int Port { get; }

    public string CaPath => Path.Combine(_directory, "tls", "ca.pem");

    private string PidFile => Path.Combine(_directory, "pids");

    /// <summary>What the server takes for the whole file system.</summary>
    private string Root => Path.Combine(_directory, "root");

    private string Log => Path.Combine(_directory, "imap.log");

    // As Debian's /etc/courier/imapd has it, except: IDLE looks at the folder every second and not every minute; the log says more.
    private Dictionary<string, string> Settings => new()
    {
        ["PATH"] = "/usr/sbin:/usr/bin:/sbin:/bin",
        ["IMAP_CAPABILITY"] = "IMAP4rev1 UIDPLUS CHILDREN NAMESPACE THREAD=ORDEREDSUBJECT THREAD=REFERENCES SORT QUOTA IDLE",
        ["IMAP_CAPABILITY_TLS"] = "IMAP4rev1 UIDPLUS CHILDREN NAMESPACE THREAD=ORDEREDSUBJECT THREAD=REFERENCES SORT QUOTA IDLE AUTH=PLAIN",
        ["IMAP_KEYWORDS"] = "1",
        ["IMAP_ACL"] = "1",
        ["IMAP_IDLE_TIMEOUT"] = "1",
        ["IMAP_MAILBOX_SANITY_CHECK"] = "1",
        ["IMAP_DISABLETHREADSORT"] = "0",
        ["IMAP_CHECK_ALL_FOLDERS"] = "0",
        ["IMAP_OBSOLETE_CLIENT"] = "0",
        ["IMAP_USELOCKS"] = "1",
        ["IMAP_ENHANCEDIDLE"] = "0",
        ["IMAP_TRASHFOLDERNAME"] = "Trash",
        ["IMAP_EMPTYTRASH"] = "Trash:7",
        ["IMAP_MOVE_EXPUNGE_TO_TRASH"] = "0",
        ["IMAP_STARTTLS"] = "YES",
        ["IMAP_TLS_REQUIRED"] = "0",
        ["COURIERTLS"] = "/usr/bin/couriertls",
        ["TLS_CERTFILE"] = "/etc/courier/imapd.pem",
        ["TLS_VERIFYPEER"] = "NONE",
        ["DEBUG_LOGIN"] = "1",

        // The file monitor it starts by itself would otherwise be shared with another server, which has another root.
        ["GAM_CLIENT_ID"] = Path.GetFileName(_directory),

        // Below a Maildir; written where it exists.
        ["IMAPDEBUGFILE"] = "imap.log",
    };

    /// <exception cref="MailServerUnavailableException">It is missing and could not be fetched; xunit reports the test as skipped.</exception>
    public static async Task<CourierServer> StartAsync(CancellationToken cancellationToken = default)
    {
        await MailServerPackages.EnsureAsync();
        return await ServerProcess.StartAsync(() => new CourierServer(), server => server.RunAsync(cancellationToken));
    }

    /// <summary>A new mailbox has the folder Trash and no other, as on any Courier.</summary>
    public async Task<MailUser> AddUserAsync(string address)
    {
        var user = new MailUser(address, Password);
        await _adding.WaitAsync();
        try
        {
            _users.Add(user);
            await ChrootAsync("/usr/bin/maildirmake.courier", $"/mail/{user.Address}");
            await ChrootAsync("/usr/bin/maildirmake.courier", "-f", "Trash", $"/mail/{user.Address}");
            await File.WriteAllTextAsync(Path.Combine(Maildir(user), "imap.log"), "");
            foreach (var path in Directory.EnumerateFileSystemEntries(Maildir(user), "*", SearchOption.AllDirectories).Prepend(Maildir(user)))
                Native.ChangeOwner(path, MailOwner, MailOwner);
            await WritePasswordsAsync();
        }
        finally
        {
            _adding.Release();
        }

        return user;
    }

    /// <summary>Into the Maildir, as its own delivery programs do.</summary>
    public async Task DeliverAsync(MailUser user, MimeMessage message)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"{TimeProvider.System.GetUtcNow().ToUnixTimeSeconds()}.P{System.Environment.ProcessId}Q{Interlocked.Increment(ref _deliveries)}.localhost");
        var path = Path.Combine(Maildir(user), "tmp", name);
        await message.WriteToAsync(path);
        Native.ChangeOwner(path, MailOwner, MailOwner);
        File.Move(path, Path.Combine(Maildir(user), "new", name));
    }

    public async Task<IReadOnlyList<string>> CommandsAsync(MailUser user)
    {
        // "READ: ATOM: A4", "READ: ATOM: LIST", …, "READ: EOL": a token a line.
        var commands = new List<string>();
        var command = new List<string>();
        await foreach (var line in File.ReadLinesAsync(Path.Combine(Maildir(user), "imap.log")))
        {
            if (!line.StartsWith("READ: ", StringComparison.Ordinal))
                continue;
            if (line != "READ: EOL")
            {
                command.Add(line[(line.LastIndexOf(": ", StringComparison.Ordinal) + 2)..]);
                continue;
            }

            commands.Add(string.Join(' ', command.Skip(1)));
            command.Clear();
        }

        return commands;
    }

    public async Task<string> SignInLogAsync(MailUser user) =>
        string.Join('\n', (await File.ReadAllLinesAsync(Log)).Where(line => line.Contains($"user={user.Address},", StringComparison.Ordinal)));

    public Task<ImapClient> ImapClientAsync(MailUser user) => ImapClients.SignInAsync("localhost", Port, SecureSocketOptions.StartTls, CaPath, user);

    public async ValueTask DisposeAsync()
    {
        foreach (var process in new[] { ProcessId, _authentication }.Where(id => id != 0))
            await ServerProcess.KillAsync(process);
        ServerProcess.KillInRoot(Root);
        _guard.Dispose();
        _adding.Dispose();
        Directory.Delete(_directory, recursive: true);
    }

    private string Maildir(MailUser user) => Path.Combine(Root, "mail", user.Address);

    private async Task RunAsync(CancellationToken cancellationToken)
    {
        var tls = Path.Combine(_directory, "tls");
        TestCertificates.Write(tls);
        await Commands.RunAsync("cp", ["-a", TestServerRoots.Courier, Root], cancellationToken);
        var etc = Directory.CreateDirectory(Path.Combine(Root, "etc", "courier")).FullName;
        Directory.CreateDirectory(Path.Combine(Root, "mail"));
        Directory.CreateDirectory(Path.Combine(Root, "run", "courier", "authdaemon"));
        await File.WriteAllTextAsync(Path.Combine(Root, "etc", "passwd"), $"root:x:0:0::/:\ncourier:x:{MailOwner}:{MailOwner}::/:\n", cancellationToken);
        await File.WriteAllTextAsync(Path.Combine(Root, "etc", "group"), $"root:x:0:\ncourier:x:{MailOwner}:\n", cancellationToken);
        await File.WriteAllTextAsync(
            Path.Combine(etc, "imapd.pem"),
            await File.ReadAllTextAsync(Path.Combine(tls, "server.key"), cancellationToken) + await File.ReadAllTextAsync(Path.Combine(tls, "server.pem"), cancellationToken),
            cancellationToken);
        await File.WriteAllTextAsync(Path.Combine(etc, "authdaemonrc"), """
            authmodulelist="authuserdb"
            authmodulelistorig="authuserdb"
            daemons=2
            authdaemonvar=/run/courier/authdaemon
            DEBUG_LOGIN=1
            DEFAULTOPTIONS=""
            LOGGEROPTS=""

            """, cancellationToken);
        _passwordHash = (await Commands.ReadAsync("sh", ["-c", "printf '%s\\n%s\\n' \"$1\" \"$1\" | chroot \"$2\" /usr/sbin/userdbpw -md5", "sh", Password, Root], cancellationToken)).Trim();

        _authentication = Start("auth.log", "/usr/lib/courier/courier-authlib/authdaemond");
        ProcessId = Start(
            "imap.log",
            "/usr/sbin/couriertcpd", "-address=127.0.0.1", "-maxprocs=40", "-maxperip=20", "-nodnslookup", "-noidentlookup", Port.ToString(CultureInfo.InvariantCulture),
            "/usr/lib/courier/courier/imaplogin", "/usr/bin/imapd", ".");
        await FreePorts.WaitAsync(Port, Patience, cancellationToken);
    }

    private int Start(string log, params IReadOnlyList<string> command)
    {
        var process = ServerProcess.Start(["chroot", Root, .. command], Settings, Path.Combine(_directory, log));
        Guard.Watch(PidFile, process);
        return process;
    }

    private Task ChrootAsync(params IReadOnlyList<string> command) => Commands.RunAsync("chroot", [Root, .. command], CancellationToken.None);

    private async Task WritePasswordsAsync()
    {
        var people = new StringBuilder();
        var secrets = new StringBuilder();
        foreach (var user in _users)
        {
            people.Append(CultureInfo.InvariantCulture, $"{user.Address}\tuid={MailOwner}|gid={MailOwner}|home=/mail/{user.Address}|mail=/mail/{user.Address}\n");
            secrets.Append(CultureInfo.InvariantCulture, $"{user.Address}\tsystempw={_passwordHash}\n");
        }

        await WriteDatabaseAsync("userdbshadow", secrets);
        await WriteDatabaseAsync("userdb", people);
    }

    // What makeuserdb does with a file of users, and without Perl.
    private Task WriteDatabaseAsync(string name, StringBuilder lines)
    {
        const string Script = "printf '%s.\\n' \"$1\" | chroot \"$2\" /usr/lib/courier/courier-authlib/makedatprog - \"/etc/courier/$3.tmp\" \"/etc/courier/$3.dat\"";
        return Commands.RunAsync("sh", ["-c", Script, "sh", lines.ToString(), Root, name], CancellationToken.None);
    }
}
