using Microsoft.AspNetCore.WebUtilities;
using Webmail.Engine;
using Webmail.Model;
using Webmail.Web.Images;

namespace Webmail.Web.State;

/// <summary>How one person wants to see one message for now. It goes along in the address of the body's frame.</summary>
/// <param name="ShowImages">Load remote images of this message, this time.</param>
/// <param name="Dark">HTML mail turned dark as well.</param>
/// <param name="Monospace">Plain text in letters of one width.</param>
/// <param name="Charset">What the texts are written in; null believes the message.</param>
public sealed record MessageDisplay(string? Charset = null, bool ShowImages = false, bool Dark = false, bool Monospace = false)
{
    /// <summary>What the menu offers: the everyday ones of this mail first, then the rest of Europe and Asia.</summary>
    public static IReadOnlyList<string> Charsets { get; } =
    [
        "utf-8", "windows-1251", "koi8-r", "cp866", "iso-8859-5", "koi8-u", "windows-1252", "iso-8859-15", "windows-1250", "iso-8859-2",
        "windows-1253", "windows-1254", "windows-1255", "windows-1256", "windows-1257", "gb18030", "big5", "shift_jis", "iso-2022-jp", "euc-kr",
    ];

    public static MessageDisplay Default { get; } = new();

    /// <summary>Only what the menu offers, and what we made ourselves.</summary>
    public static MessageDisplay Read(IQueryCollection query, MessageId message, ImageLinks links) =>
        new(Charsets.FirstOrDefault(charset => charset == query["charset"]), links.IsConsent(message, query["images"]), query["dark"] == "1", query["mono"] == "1");

    /// <summary>The same for the page and for the frame in it, so that the message is read once.</summary>
    /// <param name="quoteLabel">What folded quotes are called.</param>
    public ReadingOptions ToOptions(MessageId message, string? theme, ImageLinks links, string quoteLabel) =>
        new(ShowImages, theme, part => MailboxState.PartAddress(message, part), Charset)
        {
            Dark = Dark,
            Monospace = Monospace,
            QuoteLabel = quoteLabel,
            ImageUrl = image => links.Address(message, image),
        };

    /// <summary>The address with what is not customary.</summary>
    public string AddTo(string address, MessageId message, ImageLinks links)
    {
        if (Charset is not null)
            address = QueryHelpers.AddQueryString(address, "charset", Charset);
        if (Dark)
            address = QueryHelpers.AddQueryString(address, "dark", "1");
        if (Monospace)
            address = QueryHelpers.AddQueryString(address, "mono", "1");
        return ShowImages ? QueryHelpers.AddQueryString(address, "images", links.Consent(message)) : address;
    }
}
