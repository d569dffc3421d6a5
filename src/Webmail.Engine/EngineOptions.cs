using System.Net;
using Webmail.Model;

namespace Webmail.Engine;

/// <summary>What the configuration decides about the engine.</summary>
public sealed class EngineOptions
{
    /// <summary>How long a sent message waits before it leaves, 0–30.</summary>
    public int UndoSeconds { get; set; } = 10;

    /// <summary>Anyone with a mailbox at an allowed provider may sign in.</summary>
    public bool MailboxSignIn { get; set; } = true;

    /// <summary>Narrows <see cref="MailboxSignIn"/> to these domains; empty means every known provider.</summary>
    public IReadOnlyList<string> AllowedDomains { get; set; } = [];

    /// <summary>Servers may be typed before sign-in, for domains nothing is known about.</summary>
    public bool TypedServers { get; set; }

    /// <summary>PEM file of additional authorities for mail servers; null for the system's only.</summary>
    public string? TrustedCertificates { get; set; }

    /// <summary>Networks of our own that hosts typed by a person or found for an address may be in.</summary>
    public IReadOnlyList<IPNetwork> AllowedNetworks { get; set; } = [];

    /// <summary>Name servers to ask instead of the system's; empty for the system's.</summary>
    public IReadOnlyList<IPEndPoint> NameServers { get; set; } = [];

    /// <summary>A list of providers to ask, in the form of the Thunderbird project's; null asks nobody.</summary>
    public Uri? ProviderList { get; set; }

    /// <summary>Poll folders that are not pushed; switched off only by tests that prove push.</summary>
    public bool Polling { get; set; } = true;

    /// <summary>Bytes of texts fetched a day for the search index of one account; 0 fetches none.</summary>
    public long TextBytesADay { get; set; } = 200L * 1024 * 1024;

    /// <summary>Fetch bodies before they are asked for.</summary>
    public bool Prefetch { get; set; } = true;

    /// <summary>“host:port” of our own network that images of messages may come from.</summary>
    public IReadOnlyList<string> PrivateImageHosts { get; set; } = [];

    /// <summary>Bounds of what is looked at of a message.</summary>
    public RenderLimits Limits { get; set; } = new();

    /// <summary>OpenID Connect issuers that take the place of known providers of sign-ins, by their key: for a gateway in between, and for tests.</summary>
    public IReadOnlyDictionary<string, Uri> OAuthIssuers { get; set; } = new Dictionary<string, Uri>();

    /// <summary>Providers from the configuration.</summary>
    public IReadOnlyList<ConfiguredProvider> Providers { get; set; } = [];
}
