using System.Globalization;

namespace Webmail.Mail.Discovery;

/// <summary>The domain of an address in the one form everything is compared in: lower case, A-labels.</summary>
public static class MailDomain
{
    private static readonly IdnMapping Idn = new() { UseStd3AsciiRules = true };

    /// <returns>Null when the text is no address with a domain.</returns>
    public static string? Of(string address)
    {
        var at = address.LastIndexOf('@');
        return at > 0 ? Normalize(address[(at + 1)..]) : null;
    }

    /// <returns>Null when the text is no domain name.</returns>
    public static string? Normalize(string domain)
    {
        try
        {
            var ascii = Idn.GetAscii(domain.Trim().TrimEnd('.')).ToLowerInvariant();
            return ascii.Length is > 0 and <= 253 ? ascii : null;
        }
        catch (ArgumentException)
        {
            return null;
        }
    }
}
