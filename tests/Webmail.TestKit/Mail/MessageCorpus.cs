using System.Text.Json;

namespace Webmail.TestKit.Mail;

/// <summary>The messages of <c>tests/Webmail.UnitTests/Corpus</c>, each named by what is wrong with it.</summary>
public static class MessageCorpus
{
    private static readonly string Folder = Path.Combine(Repository.Root, "tests", "Webmail.UnitTests", "Corpus");

    public static IReadOnlyList<(string Name, byte[] Raw)> All { get; } =
    [
        .. Directory.GetFiles(Folder, "*.eml").Order(StringComparer.Ordinal).Select(file => (Path.GetFileNameWithoutExtension(file), File.ReadAllBytes(file))),
        .. (JsonSerializer.Deserialize<List<Made>>(File.ReadAllBytes(Path.Combine(Folder, "made.json")), JsonSerializerOptions.Web) ?? []).Select(made => (made.Name, Convert.FromBase64String(made.Raw))),
    ];

    private sealed record Made(string Name, string Raw);
}
