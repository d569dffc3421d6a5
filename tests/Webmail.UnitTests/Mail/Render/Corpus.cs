using System.Text;
using Webmail.Mail.Render;
using Webmail.Model;
using Webmail.TestKit;

namespace Webmail.UnitTests.Mail.Render;

/// <summary>Messages in <c>Corpus/</c>, each named by what is special or wrong about it, and messages made on the spot.</summary>
internal static class Corpus
{
    /// <summary>Time is no bound here: a slow machine must not shorten what a test looks at.</summary>
    public static readonly RenderLimits Patient = new() { Time = TimeSpan.FromMinutes(1) };

    private static readonly string Folder = Path.Combine(Repository.Root, "tests", "Webmail.UnitTests", "Corpus");

    public static IReadOnlyList<string> Names { get; } =
        Directory.GetFiles(Folder, "*.eml").Select(file => Path.GetFileNameWithoutExtension(file)).Order(StringComparer.Ordinal).ToList();

    public static byte[] Bytes(string name) => File.ReadAllBytes(Path.Combine(Folder, name + ".eml"));

    public static RenderedMessage Render(string name, bool showRemoteImages = false, string? theme = null) => Render(Bytes(name), showRemoteImages, theme);

    public static RenderedMessage Render(byte[] raw, bool showRemoteImages = false, string? theme = null, RenderLimits? limits = null, string? charset = null) =>
        new MessageRenderer(limits ?? Patient).Render(new MemoryStream(raw), new RenderOptions(showRemoteImages, index => $"/part/{index}", uri => "/image?u=" + Uri.EscapeDataString(uri.AbsoluteUri), theme, charset), CancellationToken.None);

    public static PartContent? Open(string name, PartPath part) => Open(Bytes(name), part);

    public static PartContent? Open(byte[] raw, PartPath part) => new MessageRenderer(Patient).OpenPart(new MemoryStream(raw), part, CancellationToken.None);

    public static byte[] Html(string html) =>
        Encoding.UTF8.GetBytes("From: a@example.org\r\nSubject: s\r\nMIME-Version: 1.0\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + html);

    public static byte[] Text(string text, string parameters = "") =>
        Encoding.UTF8.GetBytes($"From: a@example.org\r\nSubject: s\r\nMIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8{parameters}\r\n\r\n" + text);

    public static byte[] Headers(string headers) => Encoding.UTF8.GetBytes(headers.ReplaceLineEndings("\r\n") + "\r\n\r\nbody");

    /// <summary>What the document shows: from body on.</summary>
    public static string Body(RenderedMessage message) => message.Document[message.Document.IndexOf("<body", StringComparison.Ordinal)..];

    public static string Repeat(string text, int count) => new StringBuilder(text.Length * count).Insert(0, text, count).ToString();
}
