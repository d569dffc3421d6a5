using Webmail.Model;

namespace Webmail.Mail.Render.Mime;

/// <summary>Decides which parts are kept while a message is scanned, within one bound for all bodies together and one for everything else.</summary>
internal sealed class PartKeeping(RenderLimits limits)
{
    // Encoded bytes kept of a part to decode at most one: quoted-printable triples.
    private const int EncodedFactor = 3;
    private const int EmbeddedHeadBytes = 16 * 1024;
    private const int ReportBytes = 64 * 1024;
    private const int CalendarBytes = 512 * 1024;
    private const int TnefBytes = 14 * 1024 * 1024;

    private readonly BufferAllowance _bodies = new(EncodedFactor * 2 * (limits.HtmlBytes + limits.TextBytes));
    private readonly BufferAllowance _others = new((2 * TnefBytes) + (limits.Parts * EncodedFactor * FileContent.HeadBytes));

    public PartBuffer? For(MimeNode node) => Other(node) switch
    {
        > 0 and var wanted => new PartBuffer(wanted, _others),
        // Its beginning says what it is.
        _ when node.Facts.IsAttachment || !node.Facts.IsText => new PartBuffer(EncodedFactor * FileContent.HeadBytes, _others),
        _ => new PartBuffer(EncodedFactor * (node.Is("text/html") ? limits.HtmlBytes : limits.TextBytes), _bodies),
    };

    private static int Other(MimeNode node) =>
        node.Is("message/rfc822") || node.Is("message/global") ? EmbeddedHeadBytes
        : node.IsReport ? ReportBytes
        : node.IsCalendar ? CalendarBytes
        : node.IsTnef ? TnefBytes
        : 0;
}
