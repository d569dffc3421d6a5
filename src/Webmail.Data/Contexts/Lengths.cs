namespace Webmail.Data;

/// <summary>Column lengths in characters. What comes from a server is cut to them by <see cref="Text"/>, never refused.</summary>
internal static class Lengths
{
    /// <summary>RFC 5321 §4.5.3.1: 64 + 1 + 255.</summary>
    public const int Address = 320;

    public const int Name = 200;

    public const int Host = 255;

    /// <summary>Login name and host of a person who signs in by mailbox.</summary>
    public const int UserName = Address + Host + 1;

    /// <summary>Key of a provider of sign-ins.</summary>
    public const int OAuthProvider = 32;

    /// <summary>What an administrator enters of a registration.</summary>
    public const int OAuthField = 1000;

    /// <summary>PostgreSQL indexes at most 2,704 bytes a row; longer paths are not listed.</summary>
    public const int Path = 600;

    /// <summary>Bounded by the same index limit.</summary>
    public const int MessageId = 500;

    /// <summary>One header line (RFC 5322 §2.1.1).</summary>
    public const int HeaderLine = 998;

    public const int Preview = 200;

    /// <summary>More than tells two senders or subjects apart makes indexes slow.</summary>
    public const int SortKey = 60;

    /// <summary>As <see cref="Model.MailFault.ServerText"/> promises.</summary>
    public const int ServerText = 500;

    public const int FileName = 255;

    /// <summary>What a browser says it is.</summary>
    public const int Agent = 200;

    /// <summary>An IPv6 address with a zone.</summary>
    public const int Network = 64;

    /// <summary>A list of domains, one a line.</summary>
    public const int Domains = 8000;

    public const int ContentId = 100;

    /// <summary>A random name of a browser's window.</summary>
    public const int Editor = 40;

    /// <summary>Names of the attachments of one message, for the search index.</summary>
    public const int FileNames = 2000;

    /// <summary>Lists of people of one message, as written.</summary>
    public const int People = 32_000;

    public const int References = 16_000;

    /// <summary>An address field of a draft as typed, or the recipients of a queued message.</summary>
    public const int Recipients = 100_000;

    /// <summary>HTML of a signature.</summary>
    public const int Signature = 64_000;

    public const int DraftText = 5_000_000;
}
