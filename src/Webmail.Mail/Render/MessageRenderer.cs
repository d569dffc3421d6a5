using System.Text;
using Webmail.Mail.Render.Mime;
using Webmail.Mail.Render.Text;
using Webmail.Model;

namespace Webmail.Mail.Render;

/// <summary>Turns raw RFC 5322 bytes, written by a stranger, into what can be shown. Safe for any number of threads.</summary>
public sealed class MessageRenderer(RenderLimits? limits = null, TimeProvider? time = null)
{
    private readonly RenderLimits _limits = limits ?? new RenderLimits();
    private readonly TimeProvider _time = time ?? TimeProvider.System;

    /// <summary>Reads the message to its end or to a bound, within <see cref="RenderLimits.Time"/>. Never throws for what the message holds.</summary>
    /// <param name="raw">Read forward only; stays open.</param>
    /// <exception cref="IOException"><paramref name="raw"/> could not be read.</exception>
    public RenderedMessage Render(Stream raw, RenderOptions options, CancellationToken cancellationToken)
    {
        var budget = new RenderBudget(_time, _limits, cancellationToken);
        var lines = new LineReader(raw, _limits.LineBytes, _limits.MessageBytes);
        var root = Scan(lines, budget);
        if (!root.Headers.Any)
            return ShowRaw(lines.Head, lines.Head.IsEmpty ? "The message is empty." : "The message has no header.", options, budget);

        try
        {
            return new MessageAssembly(budget, options, mime => Scan(new LineReader(new MemoryStream(mime), _limits.LineBytes, _limits.MessageBytes), budget)).Show(root);
        }
        catch (Exception broken) when (broken is not (OperationCanceledException or OutOfMemoryException))
        {
            // Code that reads hostile bytes has bugs nobody knows yet: the person gets the source instead of an error page.
            return ShowRaw(lines.Head, $"The message could not be read ({broken.GetType().Name}).", options, budget);
        }
    }

    /// <summary>Finds one part, to be decoded while it is read; null when there is none of that number.</summary>
    /// <param name="raw">Read forward only; it is disposed with the content, or before null is returned.</param>
    /// <param name="path"><see cref="RenderedAttachment.Part"/>.</param>
    /// <exception cref="IOException"><paramref name="raw"/> could not be read.</exception>
    public PartContent? OpenPart(Stream raw, PartPath path, CancellationToken cancellationToken)
    {
        // However long the person's line takes: a scan is bounded by the bytes of the message.
        var budget = new RenderBudget(_time, _limits with { Time = TimeSpan.FromDays(1) }, cancellationToken);
        return new PartOpening(budget).Open(raw, path);
    }

    /// <summary>Finds a part within a part that was opened already: of a message, of winmail.dat, of a text with files in it.</summary>
    /// <param name="container">Disposed with the content, or before null is returned.</param>
    public PartContent? OpenWithin(PartContent container, PartPath path, CancellationToken cancellationToken) =>
        new PartOpening(new RenderBudget(_time, _limits with { Time = TimeSpan.FromDays(1) }, cancellationToken)).OpenWithin(container, path);

    private MimeNode Scan(LineReader lines, RenderBudget budget) =>
        new MimeScanner(budget, MessageHeaders.Options(Charsets.Fallback), new PartKeeping(_limits).For).Scan(lines);

    private static RenderedMessage ShowRaw(ReadOnlySpan<byte> head, string problem, RenderOptions options, RenderBudget budget)
    {
        var nobody = new MailPerson("", "");
        var text = Charsets.Decode(head, options.Charset ?? "", cut: true);
        var markup = new StringBuilder("<div class=\"wm-text\">");
        Links.Escape(markup, text);
        return new RenderedMessage(
            nobody, [], [], [], "", null, "", [], BodyFormat.Text, MessageDocument.OfText(options.Theme, markup.Append("</div>")), 0, [], text, budget.Shortened, problem);
    }
}
