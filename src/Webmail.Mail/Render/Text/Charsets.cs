using System.Globalization;
using System.Text;

namespace Webmail.Mail.Render.Text;

/// <summary>Bytes to text: the declared charset, else UTF-8 if that is what they are, else the one of the two everyday charsets of this mail that reads better: windows-1251 or koi8-r.</summary>
internal static class Charsets
{
    static Charsets()
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        Fallback = Encoding.GetEncoding(1251);
        Koi8 = Encoding.GetEncoding(20866);
    }

    /// <summary>
    /// Makes every charset of mail known to this process. Before anything of MimeKit is used: it looks once which there are, and takes East Asian ones for unknown ever after.
    /// </summary>
    public static void Register() => System.Runtime.CompilerServices.RuntimeHelpers.RunClassConstructor(typeof(Charsets).TypeHandle);

    /// <summary>What undeclared 8-bit text is taken for when it is not UTF-8.</summary>
    public static Encoding Fallback { get; }

    /// <summary>The charset of that name; null when nobody knows it, such as x-unknown: guessed then, like an undeclared one.</summary>
    public static Encoding? Find(string name)
    {
        name = name.Trim(' ', '\t', '"', '\'').ToLowerInvariant();
        if (name.Length is 0 or > 40)
            return null;

        // cp1251, win1251, win-1251, ibm866: names of programs, not of IANA.
        var number = name.AsSpan(name.AsSpan().LastIndexOfAnyExceptInRange('0', '9') + 1);
        var isCodePage = name.AsSpan(0, name.Length - number.Length).TrimEnd('-') is "cp" or "x-cp" or "win" or "windows" or "ibm" or "dos";
        try
        {
            return isCodePage && int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var codePage)
                ? Encoding.GetEncoding(codePage)
                : Encoding.GetEncoding(name == "utf8" ? "utf-8" : name);
        }
        catch (Exception unknown) when (unknown is NotSupportedException or ArgumentException)
        {
            return null;
        }
    }

    /// <param name="cut">The bytes may end within a character.</param>
    public static string Decode(ReadOnlySpan<byte> bytes, string declared, bool cut)
    {
        if (bytes.StartsWith(Encoding.UTF8.Preamble))
            return Encoding.UTF8.GetString(bytes[3..]);

        var encoding = Find(declared);
        // us-ascii and utf-8 are often claimed by programs that never looked.
        if (encoding is null || encoding.CodePage is 20127 or 65001)
            encoding = IsUtf8(bytes, cut) ? Encoding.UTF8 : encoding?.CodePage == 65001 && !LooksLikeOneByteText(bytes) ? Encoding.UTF8 : Guess(bytes);
        return encoding.GetString(bytes);
    }

    private static Encoding Koi8 { get; }

    // Small letters are most of a text. koi8-r has them where windows-1251 has its capitals, and the other way round; yo is elsewhere in both.
    private static Encoding Guess(ReadOnlySpan<byte> bytes)
    {
        var lower = 0;
        var upper = 0;
        foreach (var b in bytes)
        {
            if (b >= 0xE0)
                lower++;
            else if (b >= 0xC0)
                upper++;
        }

        return upper > 2 * lower ? Koi8 : Fallback;
    }

    private static bool IsUtf8(ReadOnlySpan<byte> bytes, bool cut)
    {
        // Up to three bytes of a character that was cut are forgiven.
        for (var trim = 0; trim <= (cut ? 3 : 0) && trim <= bytes.Length; trim++)
        {
            if (System.Text.Unicode.Utf8.IsValid(bytes[..^trim]))
                return true;
        }

        return false;
    }

    // Broken UTF-8 still has continuation bytes after most lead bytes; a one-byte charset hardly ever does.
    private static bool LooksLikeOneByteText(ReadOnlySpan<byte> bytes)
    {
        var leads = 0;
        var good = 0;
        for (var i = 0; i < bytes.Length; i++)
        {
            if (bytes[i] < 0xC0)
                continue;
            leads++;
            if (i + 1 < bytes.Length && bytes[i + 1] is >= 0x80 and < 0xC0)
                good++;
        }

        return leads > 0 && good * 2 < leads;
    }
}
