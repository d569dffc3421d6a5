using System.Net;

namespace Webmail.Mail;

/// <summary>How long and how much a mail server may keep us busy.</summary>
public sealed record MailNetworkOptions
{
    /// <summary>A PEM file, or a folder of them, with certificate authorities trusted besides those of the system; null for none.</summary>
    public string? TrustedCertificatesPath { get; init; }

    /// <summary>Name servers to ask instead of the system's; empty for the system's.</summary>
    public IReadOnlyList<IPEndPoint> NameServers { get; init; } = [];

    /// <summary>Networks of our own that hosts typed by a person or found by discovery may be in; by default none.</summary>
    public IReadOnlyList<IPNetwork> AllowedNetworks { get; init; } = [];

    /// <summary>Where the Thunderbird project's list of providers is asked, such as <c>https://v1.ispdb.net/</c>; null asks nobody, because it tells a third party the domain.</summary>
    public Uri? ProviderList { get; init; }

    /// <summary>Time for name lookup, TCP and TLS together.</summary>
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>Time a server has for one answer, besides the time its bytes take at <see cref="SlowestBytesPerSecond"/>.</summary>
    public TimeSpan OperationTimeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>A line slower than this is given up in the middle of a large answer.</summary>
    public int SlowestBytesPerSecond { get; init; } = 4 * 1024;

    /// <summary>Largest answer to one command.</summary>
    public long MaxOperationBytes { get; init; } = 128L * 1024 * 1024;

    /// <summary>Longest line of an answer, literals not counted. The answer to a SEARCH is one line, a million UIDs long where ESEARCH is missing.</summary>
    public int MaxLineBytes { get; init; } = 8 * 1024 * 1024;

    /// <summary>Deepest nesting of parentheses: MailKit reads them by recursion, and a deep enough answer would end the process.</summary>
    public int MaxNesting { get; init; } = 200;

    /// <summary>IDLE is entered anew after this. Gmail drops it after about 10 minutes.</summary>
    public TimeSpan IdleRenewal { get; init; } = TimeSpan.FromMinutes(9);

    /// <summary>How often a folder is looked at where the server has no IDLE; null for never.</summary>
    public TimeSpan? PollInterval { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>An unused interactive or background connection is closed after this.</summary>
    public TimeSpan UnusedConnectionLifetime { get; init; } = TimeSpan.FromMinutes(3);
}
