namespace Webmail.Mail.Render.Html;

/// <summary>Kinds of CSS Syntax Level 3 §4 that matter here.</summary>
internal enum CssTokenKind
{
    End,
    WhiteSpace,
    Identifier,
    Function,
    AtKeyword,
    Hash,
    String,
    Url,

    /// <summary>A number with or without a unit or percent sign.</summary>
    Number,
    Colon,
    Semicolon,
    Comma,
    OpenBlock,
    CloseBlock,
    OpenParenthesis,
    CloseParenthesis,
    OpenBracket,
    CloseBracket,

    /// <summary>Any other single character.</summary>
    Delimiter,

    /// <summary>&lt;!-- and --&gt;, which old mail wraps its rules in.</summary>
    CommentDelimiter,

    /// <summary>A string or url() broken by a line end or by forbidden characters.</summary>
    Bad,
}

/// <summary>A token with its escapes resolved.</summary>
/// <param name="Value">Name without @, # or parenthesis; text of a string; address of a url(); digits and unit of a number; the character of a delimiter.</param>
internal readonly record struct CssToken(CssTokenKind Kind, string Value);
