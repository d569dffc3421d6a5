using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;
using Webmail.Data;
using Webmail.Model;

namespace Webmail.Web.Hosting;

/// <summary>The section <c>Webmail</c> of the configuration; appsettings.example.json lists every key.</summary>
public sealed class WebmailOptions
{
    public const string Section = "Webmail";

    /// <summary>Database file, key ring, blobs. A relative path starts at the content root.</summary>
    [Required]
    public string DataDirectory { get; set; } = "./data";

    [ValidateObjectMembers]
    public DatabaseOptions Database { get; set; } = new();

    /// <summary>Providers beside the built-in ones, or replacing them by domain.</summary>
    [ValidateEnumeratedItems]
    public IList<ProviderOptions> Providers { get; set; } = [];

    [ValidateObjectMembers]
    public NetworkOptions Network { get; set; } = new();

    public EncryptionOptions Encryption { get; set; } = new();

    public SignInSettings SignIn { get; set; } = new();

    [ValidateObjectMembers]
    public OAuthOptions OAuth { get; set; } = new();

    [ValidateObjectMembers]
    public OutboxOptions Outbox { get; set; } = new();

    public SyncOptions Sync { get; set; } = new();

    [ValidateObjectMembers]
    public SearchOptions Search { get; set; } = new();

    [ValidateObjectMembers]
    public CacheOptions Cache { get; set; } = new();

    [ValidateObjectMembers]
    public ReadingSettings Reading { get; set; } = new();

    [ValidateObjectMembers]
    public AuditOptions Audit { get; set; } = new();

    [ValidateObjectMembers]
    public ClusterOptions Cluster { get; set; } = new();
}

/// <summary>Where the index is kept.</summary>
public sealed class DatabaseOptions : IValidatableObject
{
    /// <summary><c>Sqlite</c> or <c>Postgres</c>.</summary>
    [AllowedValues(DataOptions.Sqlite, DataOptions.Postgres)]
    public string Provider { get; set; } = DataOptions.Sqlite;

    /// <summary>For SQLite empty means a file in the data directory.</summary>
    public string? ConnectionString { get; set; }

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Provider == DataOptions.Postgres && string.IsNullOrWhiteSpace(ConnectionString))
            yield return new ValidationResult("Postgres needs Webmail:Database:ConnectionString.", [nameof(ConnectionString)]);
    }
}

/// <summary>The key-encryption key.</summary>
public sealed class EncryptionOptions
{
    /// <summary>Empty means a file in <c>keys/</c> of the data directory.</summary>
    public string? KeyFile { get; set; }
}

/// <summary>Who may sign in.</summary>
public sealed class SignInSettings
{
    /// <summary>Whether servers may be typed before sign-in, for domains nothing is known about.</summary>
    public bool TypedServers { get; set; }

    /// <summary>Anyone with a mailbox at an allowed provider may sign in.</summary>
    public bool Mailbox { get; set; } = true;

    /// <summary>Narrows <see cref="Mailbox"/> to these domains.</summary>
    public IList<string> AllowedDomains { get; set; } = [];
}

/// <summary>Consents at providers. What they know this installation by is entered by the administrator, not here.</summary>
public sealed class OAuthOptions : IValidatableObject
{
    /// <summary>OpenID Connect issuers that take the place of a known provider's own, by its key: for a gateway in between.</summary>
    public IDictionary<string, string> Issuers { get; set; } = new Dictionary<string, string>();

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext) =>
        Issuers.Where(issuer => issuer.Value.Length > 0 && (!OAuthProviders.All.Contains(issuer.Key) || !Uri.TryCreate(issuer.Value, UriKind.Absolute, out var address) || !address.Scheme.StartsWith("http", StringComparison.Ordinal)))
            .Select(issuer => new ValidationResult($"Webmail:OAuth:Issuers:{issuer.Key} is no web address, or no provider.", [nameof(Issuers)]));
}

/// <summary>Sending.</summary>
public sealed class OutboxOptions
{
    /// <summary>How long a sent message waits before it leaves, in seconds.</summary>
    [Range(0, 30)]
    public int UndoSeconds { get; set; } = 10;
}

/// <summary>Keeping the index current.</summary>
public sealed class SyncOptions
{
    /// <summary>Also ask for folders that the server does not push.</summary>
    public bool Polling { get; set; } = true;
}

/// <summary>The search index.</summary>
public sealed class SearchOptions
{
    /// <summary>Megabytes of message texts fetched a day and mailbox to be searchable; 0 leaves it at subjects, people and what is read.</summary>
    [Range(0, 1_000_000)]
    public int TextMegabytesADay { get; set; } = 200;
}

/// <summary>Bodies kept so that they open at once.</summary>
public sealed class CacheOptions
{
    /// <summary>Megabytes of all mailboxes together; what nobody read longest is dropped first and fetched again when asked for.</summary>
    [Range(64, 100_000_000)]
    public int Megabytes { get; set; } = 2048;

    /// <summary>Fetch the newest unread and the neighbours of what is read before they are asked for.</summary>
    public bool Prefetch { get; set; } = true;
}

/// <summary>Showing messages.</summary>
public sealed class ReadingSettings : IValidatableObject
{
    /// <summary>“host:port” of our own network that images of messages may come from.</summary>
    public IList<string> PrivateImageHosts { get; set; } = [];

    /// <summary>How much of a message is looked at.</summary>
    public RenderLimits Limits { get; set; } = new();

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext) =>
        Limits.OutOfRange().Select(name => new ValidationResult($"Webmail:Reading:Limits:{name} is out of its bounds.", [nameof(Limits)]));
}

/// <summary>The log of sign-ins and changes.</summary>
public sealed class AuditOptions
{
    /// <summary>How long its lines are kept.</summary>
    [Range(1, 3650)]
    public int Days { get; set; } = 365;
}

/// <summary>How many processes share the work.</summary>
public sealed class ClusterOptions
{
    /// <summary><c>Localhost</c>: this one alone.</summary>
    [AllowedValues("Localhost", ErrorMessage = "Webmail:Cluster:Mode can be Localhost; Postgres is not built yet.")]
    public string Mode { get; set; } = "Localhost";
}
