using System.Globalization;

namespace Webmail.Mail.Authenticity;

/// <summary>Domains of addresses, compared without a list of public suffixes: whoever owns a domain owns all below it.</summary>
internal static class Domains
{
    private static readonly IdnMapping Idn = new();

    /// <summary>The domain of an address in lower-case A-labels; empty when there is none.</summary>
    public static string Of(string address) => Ascii(address[(address.LastIndexOf('@') + 1)..] is var domain && domain.Length < address.Length ? domain : "");

    public static string Ascii(string domain)
    {
        domain = domain.Trim().TrimEnd('.').ToLowerInvariant();
        if (domain.Length is 0 or > 253)
            return "";
        try
        {
            return Idn.GetAscii(domain);
        }
        catch (ArgumentException)
        {
            // No name anybody can register.
            return "";
        }
    }

    /// <summary>The same, or one below the other. Stricter than RFC 7489 §3.1, where siblings count too.</summary>
    public static bool AreAligned(string one, string other) => IsWithin(one, other) || IsWithin(other, one);

    public static bool IsWithin(string domain, string parent) =>
        parent.Contains('.', StringComparison.Ordinal)
        && (domain.Equals(parent, StringComparison.OrdinalIgnoreCase)
            || (domain.Length > parent.Length && domain[^(parent.Length + 1)] == '.' && domain.EndsWith(parent, StringComparison.OrdinalIgnoreCase)));
}
