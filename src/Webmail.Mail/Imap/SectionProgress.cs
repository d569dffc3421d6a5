namespace Webmail.Mail.Imap;

/// <summary>How far a section of a message is fetched. Its size is the server's word only: it ends where nothing comes any more.</summary>
/// <param name="section">Part specifier (RFC 3501 §6.4.5); empty for the whole message.</param>
/// <param name="octets">How large the server says it is.</param>
public sealed class SectionProgress(string section, long octets)
{
    public string Section => section;

    /// <summary>Bytes fetched, as they come over the line.</summary>
    public long Offset { get; private set; }

    public bool IsComplete { get; private set; }

    /// <param name="asked">Bytes asked for; null for all of it.</param>
    internal void Add(long bytes, int? asked)
    {
        Offset += bytes;
        IsComplete = asked is null || bytes == 0 || (bytes < asked && Offset >= octets);
    }
}
