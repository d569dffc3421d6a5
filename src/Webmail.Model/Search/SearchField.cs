namespace Webmail.Model;

/// <summary>Where in a message a word is looked for.</summary>
public enum SearchField
{
    /// <summary>Subject, people, names of attachments and text.</summary>
    Any,

    /// <summary>Name and address of the sender.</summary>
    From,

    /// <summary>Names and addresses in To and Cc.</summary>
    To,

    Subject,
}
