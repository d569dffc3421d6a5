namespace Webmail.Model;

/// <summary>What opening a file may do to a person's machine.</summary>
public enum AttachmentRisk
{
    None,

    /// <summary>It is a program, or starts one.</summary>
    Program,

    /// <summary>A document that may hold programs.</summary>
    Macros,

    /// <summary>A page that can pretend to be a site, and ask for a password.</summary>
    Page,

    /// <summary>Its name says one kind and its content is another.</summary>
    Disguised,
}
