using System.Globalization;
using System.Text;

namespace Webmail.Mail.Authenticity;

/// <summary>Names that a hasty reader takes for others.</summary>
public static class LookAlike
{
    private const int ShortestTypo = 6;

    // The part of Unicode's confusables that keyboards and registrars give; digits stand for the letters they are put for.
    private const string Similar =
        "аa бb вb гr дd еe жx зe иu йu кk лn мm нh оo пn рp сc тt уy фo хx цu чy шw щw ьb ыb ъb эe юo яr іi їi јj ѕs ԁd һh ԛq ԝw "
        + "αa βb γy δd εe ζz ηn θo ιi κk λl μm νv ξe οo πn ρp σo τt υu φo χx ψy ωw ıi 0o 1l 3e 5s";

    private static readonly Dictionary<char, char> Latin = Similar.Split(' ').ToDictionary(pair => pair[0], pair => pair[1]);

    /// <summary>The same for everything that looks alike.</summary>
    public static string Skeleton(string text)
    {
        var result = new StringBuilder(text.Length);
        foreach (var c in text.ToLowerInvariant().Normalize(NormalizationForm.FormKD))
        {
            if (CharUnicodeInfo.GetUnicodeCategory(c) is not (UnicodeCategory.NonSpacingMark or UnicodeCategory.Format))
                result.Append(Latin.GetValueOrDefault(c, c));
        }

        return result.Replace("rn", "m").Replace("vv", "w").Replace("cl", "d").Replace('i', 'l').ToString();
    }

    /// <summary>The domain in the letters it is shown with.</summary>
    public static string Unicode(string domain)
    {
        try
        {
            return new IdnMapping().GetUnicode(domain);
        }
        catch (ArgumentException)
        {
            return domain;
        }
    }

    /// <summary>Another domain that looks like it: the same to the eye, or one slip of the keyboard away.</summary>
    public static bool IsOf(string domain, string known)
    {
        if (domain.Equals(known, StringComparison.OrdinalIgnoreCase) || Domains.AreAligned(domain, known))
            return false;
        var (one, other) = (Skeleton(Unicode(domain)), Skeleton(Unicode(known)));
        return one == other || (Name(one) == Name(other) && Name(one).Length >= ShortestTypo) || (one.Length >= ShortestTypo + 3 && IsOneSlip(one, other));
    }

    /// <summary>Letters of several alphabets within one label, as no honest registrant needs.</summary>
    public static bool MixesAlphabets(string domain) => Unicode(domain).Split('.').Any(label =>
        label.Any(c => c is >= 'a' and <= 'z') && label.Any(c => c is >= 'Ͱ' and <= 'ӿ')
        // All Cyrillic, and every letter of it looks Latin.
        || (label.Any(c => c is >= 'а' and <= 'ӿ') && label.All(c => "асеорхуѕіјһԁԛԝ-0123456789".Contains(c, StringComparison.Ordinal)) && !domain.EndsWith(".xn--p1ai", StringComparison.Ordinal)));

    // Left of the last label: example.com and example.co.
    private static string Name(string domain) => domain.LastIndexOf('.') is > 0 and var dot ? domain[..dot] : domain;

    private static bool IsOneSlip(string one, string other)
    {
        if (Math.Abs(one.Length - other.Length) > 1)
            return false;
        var start = one.AsSpan().CommonPrefixLength(other);
        var left = one.AsSpan(start);
        var right = other.AsSpan(start);
        return left.Length == right.Length
            ? left[1..].SequenceEqual(right[1..]) || (left.Length > 1 && left[0] == right[1] && left[1] == right[0] && left[2..].SequenceEqual(right[2..]))
            : left.Length > right.Length ? left[1..].SequenceEqual(right) : left.SequenceEqual(right[1..]);
    }
}
