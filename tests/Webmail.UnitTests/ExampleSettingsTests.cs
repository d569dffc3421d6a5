using System.Text.Json;
using Webmail.TestKit;

namespace Webmail.UnitTests;

/// <summary>appsettings.example.json is the list of settings people look at, so it lists every one.</summary>
public sealed class ExampleSettingsTests
{
    [Theory]
    [InlineData("DataDirectory")]
    [InlineData("Database:Provider")]
    [InlineData("Database:ConnectionString")]
    [InlineData("Providers:0:Name")]
    [InlineData("Providers:0:Domains:0")]
    [InlineData("Providers:0:Imap:Host")]
    [InlineData("Providers:0:Imap:Port")]
    [InlineData("Providers:0:Imap:Security")]
    [InlineData("Providers:0:Imap:UserName")]
    [InlineData("Providers:0:Smtp:Host")]
    [InlineData("Providers:0:Smtp:Port")]
    [InlineData("Providers:0:Smtp:Security")]
    [InlineData("Providers:0:Smtp:UserName")]
    [InlineData("Providers:0:SavesSentMail")]
    [InlineData("Providers:0:MaxConnections")]
    [InlineData("Providers:0:OAuth")]
    [InlineData("OAuth:Issuers:google")]
    [InlineData("Network:TrustedCertificates")]
    [InlineData("Network:AllowedNetworks")]
    [InlineData("Network:NameServers")]
    [InlineData("Network:ProviderList")]
    [InlineData("Encryption:KeyFile")]
    [InlineData("SignIn:TypedServers")]
    [InlineData("SignIn:Mailbox")]
    [InlineData("SignIn:AllowedDomains")]
    [InlineData("Outbox:UndoSeconds")]
    public void Example_Key_IsListed(string key)
    {
        using var document = JsonDocument.Parse(
            File.ReadAllText(Path.Combine(Repository.Root, "appsettings.example.json")),
            new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true });
        var element = document.RootElement.GetProperty("Webmail");
        foreach (var name in key.Split(':'))
        {
            element = int.TryParse(name, out var index)
                ? element.EnumerateArray().ElementAt(index)
                : element.TryGetProperty(name, out var found) ? found : throw new KeyNotFoundException($"appsettings.example.json has no Webmail:{key}");
        }
    }
}
