namespace Webmail.TestKit.Servers;

/// <summary>What can differ between two test mail servers.</summary>
public sealed record MailServerOptions
{
    /// <summary>Domains mail is accepted for; everything else is refused.</summary>
    public IReadOnlyList<string> Domains { get; init; } = ["test.local", "example.test"];

    /// <summary>False hides IDLE from the capabilities, as on servers that must be polled.</summary>
    public bool Idle { get; init; } = true;

    /// <summary>Capabilities the server does not admit to after sign-in, such as <c>QRESYNC</c>.</summary>
    public IReadOnlyList<string> Hidden { get; init; } = [];

    /// <summary>Keeps what clients send after sign-in: see <see cref="MailServer.CommandsAsync"/>.</summary>
    public bool ProtocolLog { get; init; }

    /// <summary>Connections one user may hold from one address; low values show <c>[LIMIT]</c>.</summary>
    public int MaxConnections { get; init; } = 100;

    /// <summary>Bytes after which a mailbox is full; null is no quota.</summary>
    public long? QuotaBytes { get; init; }

    /// <summary>Lines added to the end of the Dovecot configuration.</summary>
    public string ExtraDovecot { get; init; } = "";
}
