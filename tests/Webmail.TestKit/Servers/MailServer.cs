using System.Globalization;
using MailKit.Net.Imap;
using MailKit.Security;
using MimeKit;
using Webmail.TestKit.Mail;

namespace Webmail.TestKit.Servers;

/// <summary>
/// A real Dovecot and a real Postfix of our own: loopback only, free ports, everything in one temporary directory that goes with them.
/// Any number can run side by side. Nothing is relayed outside.
/// </summary>
public sealed class MailServer : IAsyncDisposable
{
    private const string DefaultPassword = "correct horse";

    private readonly MailServerProcesses _processes;
    private readonly MailServerOptions _options;
    private readonly Guard _guard;
    private readonly Lock _usersLock = new();
    private readonly Dictionary<string, MailUser> _users = new(StringComparer.OrdinalIgnoreCase);

    private MailServer(string directory, MailServerPorts ports, MailServerOptions options)
    {
        Directory = directory;
        Ports = ports;
        _options = options;
        _processes = new MailServerProcesses(directory, ports);
        _guard = new Guard(_processes.PidFile, directory);
    }

    public MailServerPorts Ports { get; }

    /// <summary>Everything of this server is below it.</summary>
    public string Directory { get; }

    /// <summary>PEM file of the authority that signed the server's certificate (localhost, 127.0.0.1).</summary>
    public string CaPath => Path.Combine(Directory, "tls", "ca.pem");

    /// <summary>Dovecot's log: sign-ins, deliveries, faults.</summary>
    public string LogPath => Path.Combine(Directory, "log", "dovecot.log");

    public string PostfixLogPath => Path.Combine(Directory, "log", "postfix.log");

    /// <summary>0 while Dovecot is stopped.</summary>
    public int DovecotPid => _processes.Dovecot;

    public int PostfixPid => _processes.Postfix;

    /// <summary>The host that people of a domain have to connect to for IMAP.</summary>
    public string HostOf(string domain) =>
        _options.Faces.FirstOrDefault(face => face.Domain.Equals(domain, StringComparison.OrdinalIgnoreCase)).Address ?? "localhost";

    /// <exception cref="MailServerUnavailableException">The packages are missing and could not be installed; xunit reports the test as skipped.</exception>
    public static async Task<MailServer> StartAsync(MailServerOptions? options = null, CancellationToken cancellationToken = default)
    {
        await MailServerPackages.EnsureAsync();
        return await ServerProcess.StartAsync(
            () => new MailServer(ShortDirectory.Create("wm"), MailServerPorts.Pick(), options ?? new MailServerOptions()),
            async server =>
            {
                server.WriteConfiguration();
                await server._processes.StartDovecotAsync(cancellationToken);
                await server._processes.StartPostfixAsync(cancellationToken);
            });
    }

    /// <summary>Adds a mailbox, or gives an existing one this password. Both servers know it at once.</summary>
    public async Task<MailUser> AddUserAsync(string address, string password = DefaultPassword)
    {
        var user = new MailUser(address, password);
        if (!_options.AllDomains.Contains(user.Domain, StringComparer.OrdinalIgnoreCase))
            throw new ArgumentException($"The server is not for {user.Domain}; its domains are set when it starts", nameof(address));

        lock (_usersLock)
        {
            _users[address] = user;
            Replace(Path.Combine(Directory, "users"), string.Concat(_users.Values.Select(PasswordLine)));
            Replace(Path.Combine(Directory, "postfix", "etc", "mailboxes"), string.Concat(_users.Keys.Select(known => $"{known} ok\n")));
        }

        if (_options.ProtocolLog)
        {
            var log = System.IO.Directory.CreateDirectory(RawLog(user)).FullName;
            Native.ChangeOwner(log, DovecotConfiguration.MailOwner, DovecotConfiguration.MailOwner);
        }

        await UntilKnownAsync(user);
        return user;
    }

    /// <summary>Has a stopped Dovecot make up new UIDs for an inbox, under another UIDVALIDITY, as after a restored backup.</summary>
    public void ForgetUids(string address)
    {
        var user = User(address);
        var maildir = Path.Combine(Directory, "mail", user.Domain, user.LocalPart, "Maildir");
        foreach (var file in System.IO.Directory.EnumerateFiles(maildir, "dovecot*"))
            File.Delete(file);
    }

    /// <summary>Takes from Dovecot the right to read a person's inbox: what its index holds it still knows, everything else it refuses.</summary>
    public void LockMessages(string address)
    {
        if (OperatingSystem.IsWindows())
            throw new PlatformNotSupportedException();
        var user = User(address);
        var maildir = Path.Combine(Directory, "mail", user.Domain, user.LocalPart, "Maildir");
        foreach (var file in new[] { "cur", "new" }.SelectMany(folder => System.IO.Directory.EnumerateFiles(Path.Combine(maildir, folder))))
        {
            Native.ChangeOwner(file, 0, 0);
            File.SetUnixFileMode(file, UnixFileMode.None);
        }
    }

    /// <summary>Every command line the person's clients sent after sign-in, without its tag, connection by connection. Needs <see cref="MailServerOptions.ProtocolLog"/>.</summary>
    public async Task<IReadOnlyList<string>> CommandsAsync(string address)
    {
        var commands = new List<string>();
        foreach (var file in System.IO.Directory.EnumerateFiles(RawLog(User(address)), "*.in").Order(StringComparer.Ordinal))
        {
            // "1795646123.123456 A7 UID FETCH …"
            await foreach (var line in File.ReadLinesAsync(file))
                commands.Add(line.Split(' ', 3) is [_, _, var command] ? command : line);
        }

        return commands;
    }

    /// <summary>Keeps what clients and Dovecot said to each other, a directory a person, a file a connection and direction.</summary>
    public void CopyProtocolLog(string directory)
    {
        foreach (var user in _users.Values)
        {
            var target = System.IO.Directory.CreateDirectory(Path.Combine(directory, user.Address)).FullName;
            foreach (var file in System.IO.Directory.EnumerateFiles(RawLog(user)))
                File.Copy(file, Path.Combine(target, Path.GetFileName(file)), overwrite: true);
        }
    }

    /// <summary>Ends every connection of a person, as a server does whose token has run out.</summary>
    public Task DisconnectAsync(string address) =>
        Commands.RunAsync("doveadm", ["-c", Path.Combine(Directory, "dovecot", "dovecot.conf"), "kick", User(address).Address], CancellationToken.None);

    /// <summary>Freezes Dovecot with all its processes: connections stay open and nobody answers.</summary>
    public void Suspend() => _processes.SuspendDovecot();

    /// <summary>Undoes <see cref="Suspend"/>.</summary>
    public void Resume() => _processes.ResumeDovecot();

    /// <summary>Ends Dovecot: connections break and new ones are refused.</summary>
    public Task StopDovecotAsync() => _processes.StopDovecotAsync();

    /// <summary>Starts Dovecot again, on the same ports and mailboxes.</summary>
    public Task StartDovecotAsync(CancellationToken cancellationToken = default) => _processes.StartDovecotAsync(cancellationToken);

    /// <summary>Ends Postfix: nothing can be submitted.</summary>
    public Task StopPostfixAsync() => _processes.StopPostfixAsync();

    public Task StartPostfixAsync(CancellationToken cancellationToken = default) => _processes.StartPostfixAsync(cancellationToken);

    /// <summary>Delivers as another server would; it is in the mailbox, and everyone in IDLE told, when this returns.</summary>
    public async Task DeliverAsync(string recipient, MimeMessage message, CancellationToken cancellationToken = default)
    {
        using var bytes = new MemoryStream();
        await message.WriteToAsync(FormatOptions.Default, bytes, cancellationToken);
        await DeliverAsync(recipient, bytes.ToArray(), cancellationToken);
    }

    /// <inheritdoc cref="DeliverAsync(string, MimeMessage, CancellationToken)"/>
    public Task DeliverAsync(string recipient, ReadOnlyMemory<byte> message, CancellationToken cancellationToken = default) =>
        LmtpDelivery.SendAsync(Ports.Lmtp, recipient, message, cancellationToken);

    /// <summary>Stores a message in a folder through IMAP APPEND, as another mail client of that person would; creates the folder.</summary>
    public async Task AppendAsync(string address, string folder, MimeMessage message, MailKit.MessageFlags flags = MailKit.MessageFlags.None, CancellationToken cancellationToken = default)
    {
        using var client = await ImapClientAsync(address, cancellationToken);
        var target = await EnsureFolderAsync(client, folder, cancellationToken);
        await target.AppendAsync(new MailKit.AppendRequest(message, flags), cancellationToken);
        await client.DisconnectAsync(true, cancellationToken);
    }

    /// <summary>Puts many messages straight into a folder's files, the same ones every time (see <see cref="SampleMail"/>).</summary>
    /// <param name="address">A mailbox that exists.</param>
    /// <param name="count">The newest has the number <c>count - 1</c>.</param>
    /// <param name="warm">Has the server read them all into its cache.</param>
    public async Task SeedAsync(string address, int count, string folder = "INBOX", bool warm = true, CancellationToken cancellationToken = default)
    {
        var user = User(address);
        var maildir = Path.Combine(Directory, "mail", user.Domain, user.LocalPart, "Maildir");
        await Task.Run(() => MaildirSeeder.Write(maildir, folder, address, count, DovecotConfiguration.MailOwner, cancellationToken), cancellationToken);
        if (warm)
            await Commands.RunAsync("doveadm", ["-c", Path.Combine(Directory, "dovecot", "dovecot.conf"), "index", "-u", user.Address, folder], cancellationToken);
    }

    /// <summary>Puts messages byte for byte into the inbox's files, as no client and no server would hand them over. The first is the newest.</summary>
    public void Place(string address, IReadOnlyList<byte[]> messages)
    {
        var user = User(address);
        MaildirSeeder.Write(Path.Combine(Directory, "mail", user.Domain, user.LocalPart, "Maildir"), "INBOX", messages, SampleMail.Newest, DovecotConfiguration.MailOwner);
    }

    /// <summary>A signed-in client of the person, for looking at what the server really holds. Dispose it.</summary>
    public Task<ImapClient> ImapClientAsync(string address, CancellationToken cancellationToken = default)
    {
        var user = User(address);
        return ImapClients.SignInAsync(HostOf(user.Domain), Ports.Imaps, SecureSocketOptions.SslOnConnect, CaPath, user, cancellationToken);
    }

    /// <summary>The product's configuration that makes this server a provider, as environment variables.</summary>
    /// <param name="index">The place in <c>Webmail:Providers</c>.</param>
    /// <param name="domains">All of the server's domains when omitted.</param>
    public IReadOnlyDictionary<string, string> ProviderSettings(int index = 0, params IReadOnlyList<string> domains)
    {
        var provider = string.Create(CultureInfo.InvariantCulture, $"Webmail__Providers__{index}__");
        var settings = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            [provider + "Name"] = "Test server",
            [provider + "Imap__Host"] = "localhost",
            [provider + "Imap__Port"] = Ports.Imaps.ToString(CultureInfo.InvariantCulture),
            [provider + "Imap__Security"] = "Tls",
            [provider + "Imap__UserName"] = "Address",
            [provider + "Smtp__Host"] = "localhost",
            [provider + "Smtp__Port"] = Ports.Submission.ToString(CultureInfo.InvariantCulture),
            [provider + "Smtp__Security"] = "StartTls",
            [provider + "Smtp__UserName"] = "Address",
            [provider + "SavesSentMail"] = "false",
            [provider + "MaxConnections"] = "3",
            ["Webmail__Network__TrustedCertificates"] = CaPath,
        };
        var served = domains.Count > 0 ? domains : _options.Domains;
        for (var i = 0; i < served.Count; i++)
            settings[string.Create(CultureInfo.InvariantCulture, $"{provider}Domains__{i}")] = served[i];
        return settings;
    }

    public async ValueTask DisposeAsync()
    {
        await _processes.KillAsync();
        _guard.Dispose();
        System.IO.Directory.Delete(Directory, recursive: true);
    }

    /// <summary>Dovecot looks at its file of users at most once a second.</summary>
    private async Task UntilKnownAsync(MailUser user)
    {
        if (DovecotPid == 0)
            return;
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await Commands.RunAsync("doveadm", ["-c", Path.Combine(Directory, "dovecot", "dovecot.conf"), "auth", "test", user.Address, user.Password], CancellationToken.None);
                return;
            }
            catch (InvalidOperationException) when (attempt < 20)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(150));
            }
        }
    }

    private static async Task<MailKit.IMailFolder> EnsureFolderAsync(ImapClient client, string path, CancellationToken cancellationToken)
    {
        if (path.Equals("INBOX", StringComparison.OrdinalIgnoreCase))
            return client.Inbox ?? throw new InvalidOperationException("No INBOX");
        try
        {
            return await client.GetFolderAsync(path, cancellationToken);
        }
        catch (MailKit.FolderNotFoundException)
        {
            var folder = client.GetFolder(client.PersonalNamespaces[0]);
            foreach (var name in path.Split('/'))
                folder = await folder.CreateAsync(name, isMessageFolder: true, cancellationToken) ?? throw new InvalidOperationException($"{path} was not created");
            return folder;
        }
    }

    private string RawLog(MailUser user) => Path.Combine(Directory, "rawlog", user.Address);

    private MailUser User(string address)
    {
        lock (_usersLock)
            return _users.TryGetValue(address, out var user) ? user : throw new ArgumentException($"No mailbox {address}: add it first", nameof(address));
    }

    private string PasswordLine(MailUser user) => string.Create(
        CultureInfo.InvariantCulture,
        $"{user.Address}:{{PLAIN}}{user.Password}:{DovecotConfiguration.MailOwner}:{DovecotConfiguration.MailOwner}::{Directory}/mail/{user.Domain}/{user.LocalPart}::\n");

    /// <summary>Readers see the old text or the new one, never a half.</summary>
    private static void Replace(string path, string text)
    {
        File.WriteAllText(path + ".new", text);
        File.Move(path + ".new", path, overwrite: true);
    }

    private void WriteConfiguration()
    {
        TestCertificates.Write(Path.Combine(Directory, "tls"), [$"mail.{_options.Domains[0]}", .. _options.Faces.Select(face => face.Address)]);
        foreach (var name in new[] { "log", "mail", "dovecot/run", "dovecot/state", "postfix/etc", "postfix/queue", "postfix/data" })
            System.IO.Directory.CreateDirectory(Path.Combine(Directory, name));
        Native.ChangeOwner(Path.Combine(Directory, "mail"), DovecotConfiguration.MailOwner, DovecotConfiguration.MailOwner);
        File.WriteAllText(Path.Combine(Directory, "users"), "");
        File.WriteAllText(Path.Combine(Directory, "dovecot", "dovecot.conf"), DovecotConfiguration.Text(Directory, Ports, _options));
        if (_options.OAuth is { } provider)
            File.WriteAllText(Path.Combine(Directory, "dovecot", "oauth2.conf"), DovecotConfiguration.OAuthText(provider.Introspection));
        File.WriteAllText(Path.Combine(Directory, "postfix", "etc", "mailboxes"), "");
        File.WriteAllText(Path.Combine(Directory, "postfix", "etc", "main.cf"), PostfixConfiguration.Main(Directory, Ports, _options));
        File.WriteAllText(Path.Combine(Directory, "postfix", "etc", "master.cf"), PostfixConfiguration.Master(Ports));
        PostfixQueue.Create(Path.Combine(Directory, "postfix"));
    }
}
