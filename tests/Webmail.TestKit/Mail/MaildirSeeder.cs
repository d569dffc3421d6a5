using System.Globalization;
using System.Text;
using MimeKit;

namespace Webmail.TestKit.Mail;

/// <summary>Writes messages straight into a Maildir: thousands a second, where a server would take minutes.</summary>
internal static class MaildirSeeder
{
    public static void Write(string maildir, string folder, string address, int count, int owner, CancellationToken cancellationToken)
    {
        var path = Open(maildir, folder, owner);
        using var buffer = new MemoryStream();
        for (var number = 0; number < count; number++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var message = SampleMail.Create(number, count, address);
            buffer.SetLength(0);
            message.WriteTo(FormatOptions.Default, buffer, cancellationToken);
            var bytes = buffer.GetBuffer().AsSpan(0, (int)buffer.Length);

            // S= is the size on disk, W= with CRLF line ends: Dovecot need not open the file to know them.
            var virtualSize = bytes.Length + bytes.Count((byte)'\n') - bytes.Count((byte)'\r');
            Put(path, bytes, message.Date, $"M{number:D6}P1.seed,S={bytes.Length},W={virtualSize}:2,{SampleMail.IsSeen(number, count) switch { true => "S", false => "" }}", owner);
        }
    }

    /// <summary>Messages byte for byte as they are, the first the newest.</summary>
    public static void Write(string maildir, string folder, IReadOnlyList<byte[]> messages, DateTimeOffset newest, int owner)
    {
        var path = Open(maildir, folder, owner);
        for (var i = 0; i < messages.Count; i++)
            Put(path, messages[i], newest.AddMinutes(-i), $"M{messages.Count - i:D6}P1.raw:2,", owner);
    }

    private static void Put(string path, ReadOnlySpan<byte> message, DateTimeOffset date, FormattableString name, int owner)
    {
        var file = Path.Combine(path, "cur", string.Create(CultureInfo.InvariantCulture, $"{date.ToUnixTimeSeconds()}.") + name.ToString(CultureInfo.InvariantCulture));
        File.WriteAllBytes(file, message);
        File.SetLastWriteTimeUtc(file, date.UtcDateTime); // Becomes INTERNALDATE.
        Native.ChangeOwner(file, owner, owner);
    }

    private static string Open(string maildir, string folder, int owner)
    {
        var path = folder == "INBOX" ? maildir : Path.Combine(maildir, "." + string.Join('.', folder.Split('/').Select(ModifiedUtf7)));
        Make(Path.GetDirectoryName(maildir) ?? "/", owner);
        Make(maildir, owner);
        Make(path, owner);
        foreach (var name in new[] { "new", "tmp", "cur" })
            Make(Path.Combine(path, name), owner);
        return path;
    }

    private static void Make(string path, int owner)
    {
        // Each level, or the server could not make the next mailbox of the domain.
        if (Path.GetDirectoryName(path) is { } parent && !Directory.Exists(parent))
            Make(parent, owner);
        Directory.CreateDirectory(path);
        Native.ChangeOwner(path, owner, owner);
    }

    /// <summary>Folder names on disk (RFC 3501 §5.1.3).</summary>
    private static string ModifiedUtf7(string name)
    {
        var result = new StringBuilder();
        for (var i = 0; i < name.Length;)
        {
            if (name[i] is >= ' ' and <= '~')
            {
                result.Append(name[i] == '&' ? "&-" : name[i].ToString());
                i++;
                continue;
            }

            var end = i;
            while (end < name.Length && name[end] is < ' ' or > '~')
                end++;
            var base64 = Convert.ToBase64String(Encoding.BigEndianUnicode.GetBytes(name[i..end])).TrimEnd('=').Replace('/', ',');
            result.Append('&').Append(base64).Append('-');
            i = end;
        }

        return result.ToString();
    }
}
