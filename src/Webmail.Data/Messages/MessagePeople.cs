using System.Text.Json;
using Webmail.Model;

namespace Webmail.Data;

/// <summary>To, Cc and Reply-To of a message as one column: a JSON array of three arrays of [name, address, …]. Read only when a message is opened.</summary>
internal static class MessagePeople
{
    private static readonly JsonSerializerOptions Options = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Write(IReadOnlyList<MailPerson> to, IReadOnlyList<MailPerson> cc, IReadOnlyList<MailPerson> replyTo)
    {
        // Mass mail can name thousands; the reader shows the first and the raw message has all.
        for (var most = 200; ; most /= 2)
        {
            var text = JsonSerializer.Serialize<string[][]>([Flatten(to, most), Flatten(cc, most), Flatten(replyTo, most)], Options);
            if (text.Length <= Lengths.People)
                return text;
        }
    }

    public static (IReadOnlyList<MailPerson> To, IReadOnlyList<MailPerson> Cc, IReadOnlyList<MailPerson> ReplyTo) Read(string text)
    {
        var lists = JsonSerializer.Deserialize<string[][]>(text, Options);
        return lists is [var to, var cc, var replyTo] ? (Unflatten(to), Unflatten(cc), Unflatten(replyTo)) : ([], [], []);
    }

    private static string[] Flatten(IReadOnlyList<MailPerson> people, int most) =>
        [.. people.Take(most).SelectMany(person => new[] { Text.Line(person.Name, Lengths.Name), Text.Line(person.Address, Lengths.Address) })];

    private static MailPerson[] Unflatten(string[] flat) => [.. flat.Chunk(2).Where(pair => pair.Length == 2).Select(pair => new MailPerson(pair[0], pair[1]))];
}
