using System.Text.Json;
using System.Text.Json.Serialization;
using Webmail.Model;

namespace Webmail.Mail.Discovery;

/// <summary>providers.json as written: every value beside the letter of its source.</summary>
internal sealed record ProviderFile(IReadOnlyDictionary<string, string> Sources, IReadOnlyList<ProviderEntry> Providers)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter() },
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    };

    public static ProviderFile Read()
    {
        const string name = "Webmail.Mail.Discovery.providers.json";
        using var stream = typeof(ProviderFile).Assembly.GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"The resource {name} is missing");
        return JsonSerializer.Deserialize<ProviderFile>(stream, Json)
            ?? throw new InvalidOperationException($"The resource {name} is empty");
    }
}

/// <summary>One provider of the file.</summary>
internal sealed record ProviderEntry(
    string Id,
    string Name,
    IReadOnlyList<NamesEntry> Domains,
    LoginEndpointEntry Imap,
    LoginEndpointEntry Smtp,
    Sourced<ProviderAuthentication> Authentication,
    Sourced<bool> SavesSentMail,
    Sourced<int> MaxConnections,
    IReadOnlyList<FolderNamesEntry> Folders,
    EndpointEntry? Pop3 = null,
    Sourced<Uri>? Help = null,
    QuirksEntry? Quirks = null)
{
    public ProviderPreset ToPreset() => new(
        Id,
        Name,
        [.. Domains.SelectMany(domain => domain.Names)],
        Imap.ToEndpoint(),
        Imap.Login,
        Pop3?.ToEndpoint(),
        Smtp.ToEndpoint(),
        Smtp.Login,
        SavesSentMail.Value,
        MaxConnections.Value,
        Authentication.Value,
        Help?.Value,
        Folders.SelectMany(entry => entry.Names.Select(name => (name, entry.Role))).ToDictionary(pair => pair.name, pair => pair.Role, StringComparer.Ordinal),
        Quirks is null ? ImapQuirks.None : new ImapQuirks(Quirks.IgnoredCapabilities ?? [], Quirks.RefusesSearch, Quirks.WholeSections),
        BuiltIn: true);
}

internal sealed record Sourced<T>(T Value, string Source);

internal sealed record NamesEntry(IReadOnlyList<string> Names, string Source);

internal sealed record FolderNamesEntry(SpecialUse Role, IReadOnlyList<string> Names, string Source);

internal sealed record QuirksEntry(string Source, IReadOnlyList<string>? IgnoredCapabilities = null, bool RefusesSearch = false, bool WholeSections = false);

internal sealed record EndpointEntry(string Host, int Port, ConnectionSecurity Security, string Source)
{
    public ServerEndpoint ToEndpoint() => new(Host, Port, Security);
}

internal sealed record LoginEndpointEntry(string Host, int Port, ConnectionSecurity Security, string Source, LoginForm Login, string LoginSource)
{
    public ServerEndpoint ToEndpoint() => new(Host, Port, Security);
}
