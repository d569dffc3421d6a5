using System.Text;
using Webmail.Mail.Render.Html;
using Webmail.Mail.Render.Mime;
using Webmail.Mail.Render.Text;
using Webmail.Model;

namespace Webmail.Mail.Render;

/// <summary>Turns raw RFC 5322 bytes, written by a stranger, into what can be shown. Safe for any number of threads.</summary>
public sealed class MessageRenderer(RenderLimits? limits = null, TimeProvider? time = null)
{
    // Encoded bytes kept of a part to decode at most one: quoted-printable triples.
    private const int EncodedFactor = 3;
    private const int EmbeddedHeadBytes = 16 * 1024;

    private readonly RenderLimits _limits = limits ?? new RenderLimits();
    private readonly TimeProvider _time = time ?? TimeProvider.System;

    /// <summary>Reads the message to its end or to a bound, within <see cref="RenderLimits.Time"/>. Never throws for what the message holds.</summary>
    /// <param name="raw">Read forward only; stays open.</param>
    /// <exception cref="IOException"><paramref name="raw"/> could not be read.</exception>
    public RenderedMessage Render(Stream raw, RenderOptions options, CancellationToken cancellationToken)
    {
        var budget = new RenderBudget(_time, _limits, cancellationToken);
        var lines = new LineReader(raw, _limits.LineBytes, _limits.MessageBytes);
        var root = Scan(lines, budget, new KeepBodies(_limits).For);
        if (!root.Headers.Any)
            return ShowRaw(lines.Head, lines.Head.IsEmpty ? "The message is empty." : "The message has no header.", options, budget);

        try
        {
            return Show(root, budget, options);
        }
        catch (Exception broken) when (broken is not (OperationCanceledException or OutOfMemoryException))
        {
            // Code that reads hostile bytes has bugs nobody knows yet: the person gets the source instead of an error page.
            return ShowRaw(lines.Head, $"The message could not be read ({broken.GetType().Name}).", options, budget);
        }
    }

    /// <summary>Finds one part, to be decoded while it is read; null when there is none of that number.</summary>
    /// <param name="raw">Read forward only; it is disposed with the content, or before null is returned.</param>
    /// <param name="index"><see cref="RenderedAttachment.Index"/>.</param>
    /// <exception cref="IOException"><paramref name="raw"/> could not be read.</exception>
    public PartContent? OpenPart(Stream raw, int index, CancellationToken cancellationToken)
    {
        // However long the person's line takes: a scan is bounded by the bytes of the message.
        var budget = new RenderBudget(_time, _limits with { Time = TimeSpan.FromDays(1) }, cancellationToken);
        var content = new DecodedPartStream(raw, budget, index);
        var isHandedOut = false;
        try
        {
            if (content.Find() is not { } part)
                return null;
            var name = PartName.Of(part, part.Is("message/rfc822") ? content.Peek(EmbeddedHeadBytes) : []);
            isHandedOut = true;
            return new PartContent(name, part.Facts.Type, content);
        }
        finally
        {
            if (!isHandedOut)
                content.Dispose();
        }
    }

    private static MimeNode Scan(LineReader lines, RenderBudget budget, Func<MimeNode, IPartSink?> keep) =>
        new MimeScanner(budget, MessageHeaders.Options(Charsets.Fallback), keep).Scan(lines);

    private static RenderedMessage Show(MimeNode root, RenderBudget budget, RenderOptions options)
    {
        var selection = BodySelection.Of(root);
        // Programs that write raw 8-bit headers write them in the charset of their text.
        var charset = selection.Body.Select(part => Charsets.Find(part.Facts.Charset)).OfType<Encoding>().FirstOrDefault(found => found.IsSingleByte && found.CodePage != 20127);
        var headers = new MessageHeaders(root.Headers, budget, charset ?? Charsets.Fallback);
        var urls = new MailUrls(options, InlineParts(selection));
        var body = new BodyReader(budget, options, urls).Read(selection);
        var attachments = selection.Beside.Select(part => new RenderedAttachment(part.Index, PartName.Of(part), part.Facts.Type, part.SizeBytes, urls.UsedParts.Contains(part.Index))).ToList();
        return new RenderedMessage(
            headers.People("From").Concat(headers.People("Sender")).FirstOrDefault(new MailPerson("", "")),
            headers.People("To"),
            headers.People("Cc"),
            headers.People("Reply-To"),
            headers.Subject(),
            headers.Date(),
            headers.MessageId(),
            headers.References(),
            body.Format,
            body.Document,
            urls.Blocked,
            attachments,
            body.Text,
            budget.Shortened,
            Problem: null);
    }

    // Pictures are referred to by Content-ID, seldom by Content-Location, and sit anywhere in the message.
    private static Dictionary<string, int> InlineParts(BodySelection selection)
    {
        var parts = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase);
        foreach (var part in selection.Beside)
        {
            if (part.Facts.ContentId.Length > 0)
                parts.TryAdd(part.Facts.ContentId, part.Index);
            if (part.Facts.ContentLocation.Length > 0)
                parts.TryAdd(part.Facts.ContentLocation, part.Index);
        }

        return parts;
    }

    private static RenderedMessage ShowRaw(ReadOnlySpan<byte> head, string problem, RenderOptions options, RenderBudget budget)
    {
        var nobody = new MailPerson("", "");
        var text = Charsets.Decode(head, "", cut: true);
        var markup = new StringBuilder("<div class=\"wm-text\">");
        Links.Escape(markup, text);
        return new RenderedMessage(
            nobody, [], [], [], "", null, "", [], BodyFormat.Text, MessageDocument.OfText(options.Theme, markup.Append("</div>")), 0, [], text, budget.Shortened, problem);
    }

    /// <summary>Keeps what may be a body, within one bound for all of them together.</summary>
    private sealed class KeepBodies(RenderLimits limits)
    {
        private readonly BufferAllowance _shared = new(EncodedFactor * 2 * (limits.HtmlBytes + limits.TextBytes));

        public PartBuffer? For(MimeNode node)
        {
            var wanted = node.Is("message/rfc822") ? EmbeddedHeadBytes
                : node.Facts.IsAttachment || !node.Facts.IsText ? 0
                : EncodedFactor * (node.Is("text/html") ? limits.HtmlBytes : limits.TextBytes);
            return wanted == 0 ? null : new PartBuffer(wanted, _shared);
        }
    }
}
