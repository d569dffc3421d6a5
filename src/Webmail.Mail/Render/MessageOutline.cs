using System.Text.Json;

namespace Webmail.Mail.Render;

/// <summary>
/// What is kept of a large message to show it: a line that says where its parts are on the server, and behind it the message itself, with the texts
/// and without the files. It is read like any message; what it left out is fetched when it is opened.
/// </summary>
/// <param name="Parts">By <see cref="RenderedAttachment.Part"/>.</param>
/// <param name="Shortened">A text goes on on the server.</param>
public sealed record MessageOutline(IReadOnlyList<PartPlace> Parts, bool Shortened)
{
    private const int CurrentVersion = 1;
    private const int MaxLine = 256 * 1024;

    private static readonly JsonSerializerOptions Json = new() { RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true };

    /// <summary>Reads the line; <paramref name="source"/> is then where the message begins.</summary>
    /// <returns>Null when it was written in another way than ours.</returns>
    public static MessageOutline? Read(Stream source)
    {
        var line = new List<byte>();
        for (int value; (value = source.ReadByte()) >= 0 && value != '\n';)
        {
            if (line.Count >= MaxLine)
                return null;
            line.Add((byte)value);
        }

        try
        {
            return JsonSerializer.Deserialize<Written>([.. line], Json) is { Version: CurrentVersion, Outline: var outline } ? outline : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    internal void Write(Stream destination)
    {
        JsonSerializer.Serialize(destination, new Written(CurrentVersion, this), Json);
        destination.WriteByte((byte)'\n');
    }

    private sealed record Written(int Version, MessageOutline Outline);
}

/// <summary>Where a part is on the server, and how it comes.</summary>
/// <param name="Section">Part specifier (RFC 3501 §6.4.5).</param>
/// <param name="Encoding">Content-Transfer-Encoding as the server gives it.</param>
/// <param name="Octets">Encoded, as the server says.</param>
public sealed record PartPlace(string Section, string Encoding, long Octets)
{
    /// <summary>Near enough to be shown: lines of 76 characters and CRLF for base64.</summary>
    public long DecodedBytes => Encoding.Trim().Equals("base64", StringComparison.OrdinalIgnoreCase) ? Octets * 57 / 78 : Octets;
}
