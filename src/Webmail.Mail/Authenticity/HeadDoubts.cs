using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Webmail.Model;

namespace Webmail.Mail.Authenticity;

/// <summary>What is odd about a sender by the head of the message alone.</summary>
public static partial class HeadDoubts
{
    public static IReadOnlyList<SenderDoubt> Find(SenderEvidence evidence)
    {
        if (evidence.Authors.Count == 0)
            return [];
        var doubts = new List<SenderDoubt>();
        var author = evidence.Authors[0];
        var domain = Domains.Of(author.Address);
        if (evidence.FromFields > 1 || evidence.Authors.Count > 1)
            doubts.Add(new SenderDoubt(SenderDoubtKind.SeveralAuthors, string.Join(", ", evidence.Authors.Skip(1).Take(3).Select(other => other.Address))));
        if (AddressIn(author.Name) is { Length: > 0 } named && !named.Equals(author.Address, StringComparison.OrdinalIgnoreCase) && !Domains.AreAligned(Domains.Of(named), domain))
            doubts.Add(new SenderDoubt(SenderDoubtKind.NameIsAnotherAddress, named));
        if (domain.Length > 0 && LookAlike.MixesAlphabets(domain))
            doubts.Add(new SenderDoubt(SenderDoubtKind.MixedAlphabets, domain));
        if (Hides(evidence.RawFrom))
            doubts.Add(new SenderDoubt(SenderDoubtKind.HiddenCharacters, ""));
        // A list answers for its members, as it should.
        if (!evidence.IsList && evidence.ReplyTo.FirstOrDefault(other => Domains.Of(other.Address) is { Length: > 0 } elsewhere && !Domains.AreAligned(elsewhere, domain)) is { } reply)
            doubts.Add(new SenderDoubt(SenderDoubtKind.RepliesElsewhere, reply.Address));
        return doubts;
    }

    private static string AddressIn(string name) => name.Contains('@', StringComparison.Ordinal) ? AddressPattern().Match(name).Value.TrimEnd('.') : "";

    // A NUL or a line end within an encoded word once cut the address off behind it; direction marks turn it around; a pile of spaces pushes it away.
    private static bool Hides(string rawFrom)
    {
        var decoded = MimeKit.Utils.Rfc2047.DecodePhrase(Encoding.UTF8.GetBytes(rawFrom));
        if (EncodedAddress().IsMatch(rawFrom) || decoded.Contains(new string(' ', 20), StringComparison.Ordinal))
            return true;
        foreach (var rune in decoded.EnumerateRunes())
        {
            var isWord = Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.Format or UnicodeCategory.Control);
            // Emoji families and Persian need joiners; folded lines have their ends.
            if (!isWord && rune.Value is not (0x200C or 0x200D or '\t' or '\r' or '\n' or 0xFEFF))
                return true;
        }

        return false;
    }

    [GeneratedRegex("""[\p{L}\p{N}._%+-]{1,64}@[\p{L}\p{N}.-]{3,255}""", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex AddressPattern();

    // RFC 2047 §5 (3): an encoded word has no place within an address.
    [GeneratedRegex("""(<[^>"]{0,400}=\?[^?]{1,40}\?[bqBQ]\?)|(=\?[^?]{1,40}\?[bqBQ]\?[^?]{0,400}\?=@)""", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex EncodedAddress();
}
