using System.Text;

namespace Webmail.Mail.Render;

/// <summary>The document around a body: colours and faces of the interface for texts, white paper for HTML.</summary>
internal static class MessageDocument
{
    // The frame has no style sheet of the application: its policy lets only the document's own in. Values are those of tokens.css.
    private const string Face = "font:15px/1.6 -apple-system,BlinkMacSystemFont,\"Segoe UI Variable Text\",\"Segoe UI\",Roboto,Inter,\"Noto Sans\",\"Liberation Sans\",Arial,sans-serif;";

    // Where a link leads is told by its title; those who walk by keyboard see no titles.
    private const string Common =
        "a[title]:focus-visible::after{content:\" (\" attr(title) \")\";font-size:.85em}"
        + "a.wm-lie::after,a.wm-lie:focus-visible::after{content:\" \\26A0 \" attr(title);font-size:.85em;font-weight:600;color:#B0281F}"
        + ".wm-fold>summary{width:fit-content;margin:4px 0;padding:0 8px;border-radius:6px;list-style:none;cursor:pointer;font-size:12px;line-height:20px;color:#67645D;background:#F1F0EC}";

    private const string TextStyle =
        "html{background:light-dark(#FFFFFF,#1A1A18)}"
        + "body{margin:0;" + Face + "color:light-dark(#1D1C1A,#ECEAE6);overflow-wrap:anywhere}"
        + "a{color:light-dark(#2449B0,#A3B7FF)}"
        + ".wm-text{white-space:pre-wrap;tab-size:4}"
        + ".wm-quote{margin:0;padding:0 0 0 12px;border-left:2px solid}"
        + ".wm-q1{color:light-dark(#2449B0,#A3B7FF)}.wm-q2{color:light-dark(#1A6E43,#6FCF9A)}.wm-q3{color:light-dark(#805300,#E9BC62)}"
        + ".wm-signature{color:light-dark(#67645D,#A5A198)}"
        + Common;

    private const string HtmlStyle =
        "html{background:#FFFFFF;overflow-x:auto}"
        + "body{margin:0;" + Face + "color:#1D1C1A;overflow-wrap:break-word}"
        + "a{color:#2449B0}img{max-width:100%}img.wm-fit{height:auto}pre{white-space:pre-wrap;overflow-wrap:anywhere}"
        + ".wm-scroll{max-width:100%;overflow-x:auto}"
        + "blockquote{margin:0 0 0 8px;padding:0 0 0 12px;border-left:2px solid #D5D2CA}"
        + ".wm-text{white-space:pre-wrap;tab-size:4;overflow-wrap:anywhere;margin:16px 0}.wm-signature{color:#67645D}"
        + Common;

    private const string MonospaceStyle = "body{font:13px/1.5 ui-monospace,\"Cascadia Mono\",Consolas,\"Liberation Mono\",Menlo,monospace}";

    // Turned twice, a picture is as it was.
    private const string DarkStyle = "html{filter:invert(.92) hue-rotate(180deg)}img,[background]{filter:invert(1) hue-rotate(180deg)}";

    /// <summary>A document of escaped text.</summary>
    /// <param name="theme">"light", "dark", or anything else for the system's.</param>
    public static string OfText(string? theme, StringBuilder markup, bool monospace = false)
    {
        var scheme = theme is "light" or "dark" ? theme : "light dark";
        return Head(scheme, monospace ? TextStyle + MonospaceStyle : TextStyle, "").Append("<body>").Append(markup).Append("</body></html>").ToString();
    }

    /// <summary>A document of clean HTML.</summary>
    /// <param name="sheet">The mail's own rules.</param>
    /// <param name="bodyTag">Its start tag of body.</param>
    public static string OfHtml(string sheet, string bodyTag, StringBuilder markup, bool dark) =>
        Head("light", dark ? HtmlStyle + DarkStyle : HtmlStyle, sheet).Append(bodyTag).Append(markup).Append("</body></html>").ToString();

    private static StringBuilder Head(string scheme, string style, string sheet)
    {
        var document = new StringBuilder("<!DOCTYPE html><html><head><meta charset=\"utf-8\"><meta name=\"color-scheme\" content=\"")
            .Append(scheme)
            .Append("\"><meta name=\"referrer\" content=\"no-referrer\"><meta name=\"viewport\" content=\"width=device-width\"><style>:root{color-scheme:")
            .Append(scheme).Append('}').Append(style).Append("</style>");
        if (sheet.Length > 0)
            document.Append("<style>").Append(sheet).Append("</style>");
        return document.Append("</head>");
    }
}
