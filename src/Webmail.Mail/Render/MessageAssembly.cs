using System.Text;
using Webmail.Mail.Render.Html;
using Webmail.Mail.Render.Mime;
using Webmail.Mail.Render.Text;
using Webmail.Model;

namespace Webmail.Mail.Render;

/// <summary>Makes of a scanned message what is shown of it.</summary>
/// <param name="scan">Finds the parts of a message that stood within this one.</param>
internal sealed class MessageAssembly(RenderBudget budget, RenderOptions options, Func<byte[], MimeNode> scan)
{
    // One program writes one of them; more are a joke.
    private const int MaxArchives = 2;

    public RenderedMessage Show(MimeNode root)
    {
        var selection = BodySelection.Of(root);
        var archives = Archives(selection);
        var headers = new MessageHeaders(root.Headers, budget, HeaderCharset(selection));
        var urls = new MailUrls(options, InlineParts(selection.Beside.Select(part => (part, (PartPath)part.Index)).Concat(archives.SelectMany(archive => archive.Parts))));
        var reader = new BodyReader(budget, options, urls);
        // Outlook says it twice or only in its own way: what is in the message itself comes first.
        var body = reader.Read(selection);
        if (body.IsBlank && archives.Find(archive => archive.Selection.Body.Count > 0) is { } archive)
            body = reader.Read(archive.Selection);
        var authors = headers.People("From");
        var replyTo = headers.People("Reply-To");
        return new RenderedMessage(
            authors.Concat(headers.People("Sender")).FirstOrDefault(new MailPerson("", "")),
            headers.People("To"),
            headers.People("Cc"),
            replyTo,
            headers.Subject(),
            headers.Date(),
            headers.MessageId(),
            headers.References(),
            body.Format,
            body.Document,
            urls.Blocked,
            Attachments(selection, archives, body, urls),
            body.Text,
            budget.Shortened,
            Problem: null)
        {
            LyingLinks = urls.LyingLinks,
            Trackers = urls.Trackers,
            Unsubscribing = ListHeaders.Unsubscribe(root.Headers),
            ListPost = ListHeaders.Post(root.Headers),
            DeliveredTo = headers.DeliveredTo(),
            AsksForReceipt = root.Headers.Find("Disposition-Notification-To") is not null,
            Evidence = headers.Evidence(authors, replyTo),
            Report = DeliveryReports.Read(root),
            Invitation = Calendars.Read(root) ?? archives.Select(archive => Calendars.Read(archive.Root)).FirstOrDefault(found => found is not null),
        };
    }

    private List<Archive> Archives(BodySelection selection)
    {
        var archives = new List<Archive>();
        foreach (var part in selection.Beside.Where(part => part.IsTnef).Take(MaxArchives))
        {
            var bytes = part.Kept(TnefMail.MaxBytes, out var cut);
            if (!cut && !budget.IsSpent() && TnefMail.ToMime(bytes) is { } mime)
                archives.Add(new Archive(part, scan(mime)));
        }

        return archives;
    }

    private static List<RenderedAttachment> Attachments(BodySelection selection, List<Archive> archives, BodyContent body, MailUrls urls)
    {
        var attachments = new List<RenderedAttachment>();
        foreach (var part in selection.Beside)
        {
            if (archives.Find(archive => archive.Part == part) is { } archive)
                attachments.AddRange(archive.Parts.Select(inner => Of(inner.Part, inner.Path)));
            else
                attachments.Add(Of(part, part.Index));
        }

        attachments.AddRange(body.Files.Select(file => new RenderedAttachment(file.Path, file.Name, file.ContentType, file.SizeBytes, Inline: false)));
        return attachments;

        RenderedAttachment Of(MimeNode part, PartPath path)
        {
            var name = PartName.Of(part);
            var actual = FileContent.TypeOf(part.Kept(FileContent.HeadBytes, out _));
            return new RenderedAttachment(path, name, part.Facts.Type, part.SizeBytes, urls.UsedParts.Contains(path)) { ActualType = actual, Risk = FileContent.RiskOf(name, part.Facts.Type, actual) };
        }
    }

    // Programs that write raw 8-bit headers write them in the charset of their text.
    private Encoding HeaderCharset(BodySelection selection) =>
        selection.Body.Select(part => part.Facts.Charset).Prepend(options.Charset ?? "").Select(Charsets.Find).OfType<Encoding>()
            .FirstOrDefault(found => found.IsSingleByte && found.CodePage != 20127) ?? Charsets.Fallback;

    // Pictures are referred to by Content-ID, seldom by Content-Location, and sit anywhere in the message.
    private static Dictionary<string, PartPath> InlineParts(IEnumerable<(MimeNode Part, PartPath Path)> beside)
    {
        var parts = new Dictionary<string, PartPath>(StringComparer.OrdinalIgnoreCase);
        foreach (var (part, path) in beside)
        {
            if (part.Facts.ContentId.Length > 0)
                parts.TryAdd(part.Facts.ContentId, path);
            if (part.Facts.ContentLocation.Length > 0)
                parts.TryAdd(part.Facts.ContentLocation, path);
        }

        return parts;
    }

    /// <summary>A part that holds a message in its own way.</summary>
    private sealed class Archive(MimeNode part, MimeNode root)
    {
        public MimeNode Part => part;

        public MimeNode Root => root;

        public BodySelection Selection { get; } = BodySelection.Of(root);

        public IEnumerable<(MimeNode Part, PartPath Path)> Parts => Selection.Beside.Select(inner => (inner, ((PartPath)inner.Index).Within(part.Index)));
    }
}
