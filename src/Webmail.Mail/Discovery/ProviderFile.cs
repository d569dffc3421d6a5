using System.Text.Json;
using System.Text.Json.Serialization;
using Webmail.Model;

namespace Webmail.Mail.Discovery;

/// <summary>providers.json as written: every value beside the letters of its sources. A value without a source is absent, not guessed.</summary>
internal sealed record ProviderFile(
    IReadOnlyDictionary<string, string> Sources,
    IReadOnlyList<ProviderEntry> Providers,
    IReadOnlyList<UnreachableEntry> Unreachable,
    [property: JsonPropertyName("$schema")] string? Schema = null)
{
    private const string Folder = "Webmail.Mail.Discovery.";

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter() },
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    };

    public static ProviderFile Read()
    {
        using var stream = Open("providers.json");
        return JsonSerializer.Deserialize<ProviderFile>(stream, Json) ?? throw new InvalidOperationException("providers.json is empty");
    }

    /// <param name="name">The file or its schema.</param>
    internal static Stream Open(string name) =>
        typeof(ProviderFile).Assembly.GetManifestResourceStream(Folder + name) ?? throw new InvalidOperationException($"The resource {name} is missing");
}

/// <summary>One provider of the file.</summary>
internal sealed record ProviderEntry(
    string Id,
    string Name,
    IReadOnlyList<NamesEntry> Domains,
    ServerEntry Imap,
    ServerEntry Smtp,
    IReadOnlyList<FolderNamesEntry> Folders,
    IReadOnlyList<NamesEntry>? Mx = null,
    ServerEntry? Pop3 = null,
    Sourced<ProviderAuthentication>? Authentication = null,
    OAuthEntry? OAuth = null,
    Sourced<bool>? SavesSentMail = null,
    IReadOnlyList<LimitEntry>? Limits = null,
    IReadOnlyList<SetupEntry>? Setup = null,
    QuirksEntry? Quirks = null)
{
    public ProviderPreset ToPreset() => new(
        Id,
        Name,
        [.. Domains.SelectMany(domain => domain.Names)],
        [.. (Mx ?? []).SelectMany(mx => mx.Names)],
        Imap.ToEndpoint(),
        Imap.Login ?? LoginForm.Address,
        Pop3?.ToEndpoint(),
        Pop3?.Login ?? Imap.Login ?? LoginForm.Address,
        Smtp.ToEndpoint(),
        Smtp.Login ?? LoginForm.Address,
        SavesSentMail?.Value ?? false,
        Math.Min((Limits ?? []).FirstOrDefault(limit => limit.Kind == ProviderLimit.Connections)?.Value ?? ProviderPresets.CautiousConnections, ProviderPresets.MostConnections),
        Authentication?.Value ?? ProviderAuthentication.Password,
        OAuth?.Value,
        [.. (Setup ?? []).Select(setup => new ProviderSetup(setup.Kind, setup.Url, setup.En, setup.Ru))],
        (Limits ?? []).ToDictionary(limit => limit.Kind, limit => limit.Value),
        Folders.SelectMany(entry => entry.Names.Select(name => (name, entry.Role))).ToDictionary(pair => pair.name, pair => pair.Role, StringComparer.Ordinal),
        Quirks is null ? ImapQuirks.None : new ImapQuirks(Quirks.IgnoredCapabilities ?? [], Quirks.RefusesSearch, Quirks.WholeSections),
        BuiltIn: true);
}

/// <summary>A provider that gives mail programs no way in.</summary>
internal sealed record UnreachableEntry(string Id, string Name, IReadOnlyList<NamesEntry> Domains, string En, string Ru, string Source, IReadOnlyList<NamesEntry>? Mx = null);

internal sealed record Sourced<T>(T Value, string Source);

internal sealed record NamesEntry(IReadOnlyList<string> Names, string Source);

internal sealed record FolderNamesEntry(SpecialUse Role, IReadOnlyList<string> Names, string Source);

internal sealed record LimitEntry(ProviderLimit Kind, int Value, string Source);

internal sealed record SetupEntry(ProviderSetupKind Kind, string En, string Ru, string Source, Uri? Url = null);

internal sealed record OAuthEntry(string Value, string Source, bool Pop3 = true);

internal sealed record QuirksEntry(string Source, IReadOnlyList<string>? IgnoredCapabilities = null, bool RefusesSearch = false, bool WholeSections = false);

internal sealed record ServerEntry(string Host, int Port, ConnectionSecurity Security, string Source, LoginForm? Login = null, string? LoginSource = null)
{
    public ServerEndpoint ToEndpoint() => new(Host, Port, Security);
}
