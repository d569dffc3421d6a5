namespace Webmail.Model;

/// <summary>System flags (RFC 3501 §2.3.2) and the two keywords we act on.</summary>
[Flags]
public enum MailFlags
{
    None = 0,
    Seen = 1,
    Answered = 2,
    Flagged = 4,
    Deleted = 8,
    Draft = 16,

    /// <summary>$Forwarded (RFC 5788).</summary>
    Forwarded = 32,
}
