using System.Globalization;

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

    /// <summary>
    /// Further domains, each with the capabilities that only its people are not told of: they reach the same server at a loopback address of
    /// their own, <see cref="MailServer.HostOf"/>. So one server shows many kinds side by side.
    /// </summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> HiddenFrom { get; init; } = new Dictionary<string, IReadOnlyList<string>>();

    /// <summary>Keeps what clients send after sign-in: see <see cref="MailServer.CommandsAsync"/>.</summary>
    public bool ProtocolLog { get; init; }

    /// <summary>Connections one user may hold from one address; low values show <c>[LIMIT]</c>.</summary>
    public int MaxConnections { get; init; } = 100;

    /// <summary>Bytes after which a mailbox is full; null is no quota.</summary>
    public long? QuotaBytes { get; init; }

    /// <summary>A provider whose tokens open the mailboxes too; null for passwords only.</summary>
    public OAuthServer? OAuth { get; init; }

    /// <summary>How tokens may be presented to it, in Dovecot's words.</summary>
    public IReadOnlyList<string> OAuthMechanisms { get; init; } = ["xoauth2", "oauthbearer"];

    /// <summary>Lines added to the end of the Dovecot configuration.</summary>
    public string ExtraDovecot { get; init; } = "";

    /// <summary>Every domain that has people here.</summary>
    internal IReadOnlyList<string> AllDomains => [.. Domains, .. HiddenFrom.Keys];

    /// <summary>The loopback addresses of <see cref="HiddenFrom"/> and what is hidden there.</summary>
    internal IReadOnlyList<(string Domain, string Address, IReadOnlyList<string> Hidden)> Faces =>
        [.. HiddenFrom.Select((face, index) => (face.Key, string.Create(CultureInfo.InvariantCulture, $"127.0.0.{index + 2}"), face.Value))];
}
