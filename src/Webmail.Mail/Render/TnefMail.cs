using MimeKit;
using MimeKit.Tnef;

namespace Webmail.Mail.Render;

/// <summary>Turns Outlook's winmail.dat into the message it stands for.</summary>
internal static class TnefMail
{
    /// <summary>Larger ones stay a file.</summary>
    public const int MaxBytes = 10 * 1024 * 1024;

    // TNEF_SIGNATURE, MS-OXTNEF §2.1.3.1.
    private static ReadOnlySpan<byte> Signature => [0x78, 0x9f, 0x3e, 0x22];

    /// <returns>Null when it is none, or broken beyond use.</returns>
    public static byte[]? ToMime(byte[] tnef)
    {
        if (tnef.Length > MaxBytes || !tnef.AsSpan().StartsWith(Signature))
            return null;
        try
        {
            using var part = new TnefPart { Content = new MimeContent(new MemoryStream(tnef)) };
            using var message = part.ConvertToMessage();
            using var written = new MemoryStream();
            message.WriteTo(written);
            return written.ToArray();
        }
        catch (Exception broken) when (broken is not OutOfMemoryException)
        {
            // It stays among the attachments as it came; a broken length or type is reported in whatever way the reader stumbled.
            return null;
        }
    }
}
