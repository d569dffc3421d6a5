namespace Webmail.Model;

/// <summary>The role of a folder (RFC 6154, and INBOX).</summary>
public enum SpecialUse
{
    None = 0,
    Inbox = 1,
    Drafts = 2,
    Sent = 3,
    Archive = 4,
    Junk = 5,
    Trash = 6,

    /// <summary>Every message of the account (Gmail's All Mail); not shown as a place to file into.</summary>
    All = 7,
    Flagged = 8,
    Important = 9,
}
