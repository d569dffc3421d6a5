using MailKit;
using Webmail.Mail.Render;

namespace Webmail.Mail.Imap;

/// <summary>Fetches what a search can find in messages: the text part and the names of the files, never the files.</summary>
public sealed class ImapTexts
{
    /// <summary>Of a text part as it comes over the line; base64 of Cyrillic needs most.</summary>
    private const int MaxBytes = 128 * 1024;

    private const int MaxFiles = 100;

    private readonly PartText reader;

    internal ImapTexts(TimeProvider time) => reader = new PartText(time);

    /// <summary>Texts of messages of a folder; those that are gone do not come back.</summary>
    public Task<IReadOnlyList<FetchedText>> FetchAsync(ImapLease lease, string path, uint uidValidity, IReadOnlyList<uint> uids, CancellationToken cancellationToken) =>
        lease.Connection.GuardAsync<IReadOnlyList<FetchedText>>(
            async () =>
            {
                var folder = await lease.Connection.OpenAsync(path, FolderAccess.ReadOnly, uidValidity, uids.DefaultIfEmpty().Max(), cancellationToken);
                var wanted = uids.ToHashSet();
                var ids = new UniqueIdSet(uids.Select(uid => new UniqueId(uid)), MailKit.Search.SortOrder.Descending);
                var summaries = await folder.FetchAsync(ids, new FetchRequest(MessageSummaryItems.UniqueId | MessageSummaryItems.BodyStructure), cancellationToken);
                var texts = new List<FetchedText>();
                foreach (var summary in summaries.Where(summary => summary.UniqueId.IsValid && wanted.Remove(summary.UniqueId.Id)))
                    texts.Add(await FetchAsync(folder, summary, cancellationToken));
                return texts;
            },
            cancellationToken);

    private async Task<FetchedText> FetchAsync(IMailFolder folder, IMessageSummary summary, CancellationToken cancellationToken)
    {
        var uid = summary.UniqueId.Id;
        var parts = summary.BodyParts?.ToList() ?? [];
        List<string> files = [.. parts.Select(part => part.FileName).OfType<string>().Select(FileNames.Clean).Where(name => name.Length > 0).Take(MaxFiles)];
        if ((summary.TextBody ?? summary.HtmlBody) is not { } text)
            return new FetchedText(uid, "", files, 0);

        await using var content = await folder.GetStreamAsync(summary.UniqueId, text, 0, MaxBytes, cancellationToken);
        using var bytes = new MemoryStream();
        await content.CopyToAsync(bytes, cancellationToken);
        var words = reader.Read(bytes.ToArray(), text.ContentTransferEncoding, text.ContentType?.Charset, text.IsHtml, cancellationToken);
        return new FetchedText(uid, words, files, bytes.Length);
    }
}
