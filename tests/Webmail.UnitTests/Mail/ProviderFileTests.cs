using System.Text.Json;
using System.Text.Json.Nodes;
using Json.Schema;
using Webmail.Mail.Discovery;
using Webmail.TestKit;

namespace Webmail.UnitTests.Mail;

/// <summary>providers.json as data: of the form the schema says, every value with a source that is listed, and the table in the documentation made from it.</summary>
public sealed class ProviderFileTests
{
    private static readonly JsonSchema Schema = JsonSchema.FromText(Text("providers.schema.json"));

    [Fact]
    public void File_AsWritten_IsOfItsSchema() => Judge(Parse()).IsValid.ShouldBeTrue();

    [Fact]
    public void File_EverySource_IsListed()
    {
        var file = Parse();
        var listed = file["sources"].ShouldNotBeNull().AsObject().Select(source => source.Key).ToHashSet();

        var used = Values(file).SelectMany(value => value.Sources).ToHashSet();

        used.Except(listed).ShouldBeEmpty();
        listed.Except(used).ShouldBeEmpty();
    }

    [Fact]
    public void File_AnyValueWithoutItsSource_IsRefused()
    {
        var count = Values(Parse()).Count;
        count.ShouldBeGreaterThan(700);

        // One value a time, spread over the whole file: each kind of value is met many times.
        for (var i = 0; i < count; i += 13)
        {
            var file = Parse();
            var (owner, name, _) = Values(file)[i];
            owner.Remove(name);
            Judge(file).IsValid.ShouldBeFalse($"{owner.ToJsonString()} has no {name}");
        }
    }

    [Theory]
    [InlineData("\"security\": \"Tls\"", "\"security\": \"None\"")]
    [InlineData("\"port\": 993", "\"port\": 80")]
    [InlineData("\"host\": \"imap.gmail.com\"", "\"host\": \"https://imap.gmail.com\"")]
    [InlineData("\"source\": \"I,F,P\"", "\"source\": \"\"")]
    [InlineData("\"value\": \"AppPassword\"", "\"value\": \"Guessed\"")]
    [InlineData("\"kind\": \"Connections\", \"value\": 15", "\"kind\": \"Connections\", \"value\": 0")]
    public void File_ValueOutOfBounds_IsRefused(string written, string changed) =>
        Judge(JsonNode.Parse(Text("providers.json").Replace(written, changed, StringComparison.Ordinal)).ShouldNotBeNull()).IsValid.ShouldBeFalse();

    [Fact]
    public void Documentation_Table_IsMadeFromTheFile()
    {
        var path = Path.Combine(Repository.Root, "src", "docs", "providers.md");
        var made = ProviderTable.Write(ProviderFile.Read());
        if (Environment.GetEnvironmentVariable("WEBMAIL_WRITE_DOCS") == "1")
            File.WriteAllText(path, made);

        File.ReadAllText(path).ShouldBe(made, "Run this test with WEBMAIL_WRITE_DOCS=1 and commit src/docs/providers.md");
    }

    private static EvaluationResults Judge(JsonNode file) =>
        Schema.Evaluate(JsonSerializer.SerializeToElement(file), new EvaluationOptions { OutputFormat = OutputFormat.Flag });

    private static JsonNode Parse() => JsonNode.Parse(Text("providers.json")).ShouldNotBeNull();

    private static string Text(string name)
    {
        using var reader = new StreamReader(ProviderFile.Open(name));
        return reader.ReadToEnd();
    }

    private static List<(JsonObject Owner, string Name, string[] Sources)> Values(JsonNode file)
    {
        var found = new List<(JsonObject, string, string[])>();
        Collect(file["providers"], found);
        Collect(file["unreachable"], found);
        return found;
    }

    private static void Collect(JsonNode? node, List<(JsonObject Owner, string Name, string[] Sources)> found)
    {
        if (node is JsonArray items)
        {
            foreach (var item in items)
                Collect(item, found);
            return;
        }

        if (node is not JsonObject owner)
            return;
        foreach (var (name, value) in owner)
        {
            if (name is "source" or "loginSource")
                found.Add((owner, name, value.ShouldNotBeNull().GetValue<string>().Split(',')));
            else
                Collect(value, found);
        }
    }
}
