using System.Buffers;
using System.Globalization;
using System.Text;
using Webmail.Mail.Render;
using Webmail.Model;

namespace Webmail.Mail.Compose;

/// <summary>Reads addresses as people type them and writes them as people read them.</summary>
public static class Recipients
{
    private const int MaxAddress = 320;
    private const int MaxName = 200;

    private static readonly SearchValues<char> Special = SearchValues.Create(",;:<>@()[]\\\"");

    private static readonly IdnMapping Idn = new() { UseStd3AsciiRules = true };

    /// <summary>Reads "Name &lt;address&gt;" and bare addresses between commas, semicolons and line ends. Domains become A-labels.</summary>
    public static ParsedRecipients Parse(string text)
    {
        var people = new List<MailPerson>();
        var invalid = new List<string>();
        foreach (var piece in Split(text))
        {
            if (ParseOne(piece) is { } person)
                people.Add(person);
            else
                invalid.Add(DisplayText.Clean(piece, 200));
        }

        return new ParsedRecipients(people, invalid);
    }

    /// <summary>The text <see cref="Parse"/> reads back: quoted where the name needs it.</summary>
    public static string Format(MailPerson person)
    {
        var name = DisplayText.Clean(person.Name, MaxName);
        var address = DisplayText.Clean(person.Address, MaxAddress);
        if (name.Length == 0 || string.Equals(name, address, StringComparison.OrdinalIgnoreCase))
            return address;

        return name.AsSpan().ContainsAny(Special)
            ? $"\"{name.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\" <{address}>"
            : $"{name} <{address}>";
    }

    /// <summary>Several people for one field.</summary>
    public static string Format(IEnumerable<MailPerson> people) => string.Join(", ", people.Select(Format));

    /// <summary>The address with its domain in A-labels; null when no server would understand it. The local part stays as it is and must be ASCII (RFC 6531 is not for granted).</summary>
    public static string? Normalise(string address)
    {
        var at = address.LastIndexOf('@');
        if (at <= 0 || at == address.Length - 1 || address.Length > MaxAddress)
            return null;

        var local = address[..at];
        var domain = address[(at + 1)..].TrimEnd('.');
        if (local.Length > 64 || !IsLocalPart(local) || domain.Length == 0)
            return null;

        try
        {
            return $"{local}@{Idn.GetAscii(domain.ToLowerInvariant())}";
        }
        catch (ArgumentException)
        {
            // Not a domain: empty labels, forbidden characters, too long.
            return null;
        }
    }

    private static bool IsLocalPart(string local)
    {
        if (local[0] == '.' || local[^1] == '.' || local.Contains("..", StringComparison.Ordinal))
            return false;

        foreach (var c in local)
        {
            if (!char.IsAsciiLetterOrDigit(c) && !"!#$%&'*+-/=?^_`{|}~.".Contains(c, StringComparison.Ordinal))
                return false;
        }

        return true;
    }

    private static MailPerson? ParseOne(string piece)
    {
        var open = piece.LastIndexOf('<');
        if (open < 0)
            return Normalise(DisplayText.Clean(piece, MaxAddress + 1)) is { } bare ? new MailPerson("", bare) : null;

        var close = piece.IndexOf('>', open);
        if (close < 0 || piece.AsSpan(close + 1).Trim().Length > 0)
            return null;

        var address = Normalise(piece[(open + 1)..close].Trim());
        return address is null ? null : new MailPerson(Unquote(DisplayText.Clean(piece[..open], MaxName)), address);
    }

    private static string Unquote(string name)
    {
        if (name.Length < 2 || name[0] != '"' || name[^1] != '"')
            return name;

        var builder = new StringBuilder(name.Length);
        for (var i = 1; i < name.Length - 1; i++)
        {
            if (name[i] == '\\' && i + 1 < name.Length - 1)
                i++;
            builder.Append(name[i]);
        }

        return builder.ToString();
    }

    // Separators inside quotes and angle brackets are part of a name or an address; a quote that never closes is just a character.
    private static IEnumerable<string> Split(string text)
    {
        var start = 0;
        var quoted = false;
        var lastQuote = text.LastIndexOf('"');
        for (var i = 0; i <= text.Length; i++)
        {
            if (i < text.Length)
            {
                var c = text[i];
                if (c == '\\' && quoted)
                {
                    i++;
                    continue;
                }

                if (c == '"')
                {
                    quoted = !quoted && i < lastQuote;
                    continue;
                }

                if (quoted && c is not ('\n' or '\r'))
                    continue;
                if (c is not (',' or ';' or '\n' or '\r'))
                    continue;
            }

            var piece = text[start..Math.Min(i, text.Length)].Trim();
            if (piece.Length > 0)
                yield return piece;
            start = i + 1;
            quoted = false;
        }
    }
}

/// <summary>What a field of addresses holds.</summary>
/// <param name="Invalid">The pieces that are no addresses, cleaned and cut.</param>
public sealed record ParsedRecipients(IReadOnlyList<MailPerson> People, IReadOnlyList<string> Invalid);
