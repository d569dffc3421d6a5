using MimeKit;
using MimeKit.Utils;
using Webmail.Model;

namespace Webmail.Mail.Compose;

/// <summary>What a message of a Drafts folder says beside its text: whom it goes to and what it answers. Recipients as the composer's fields hold them.</summary>
/// <param name="InReplyTo">Without angle brackets; empty when it answers nothing.</param>
public sealed record DraftHead(string To, string Cc, string Bcc, string InReplyTo, IReadOnlyList<string> References)
{
    private const int MaxBytes = 256 * 1024;
    private const int MaxReferences = 50;

    /// <summary>Reads as much of a message as its header may take.</summary>
    public static async Task<DraftHead> ReadAsync(Stream raw, CancellationToken cancellationToken)
    {
        // Bounded before the library sees it.
        var bytes = new byte[MaxBytes];
        var length = await raw.ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false, cancellationToken);
        using var head = new MemoryStream(bytes, 0, length);
        var headers = await HeaderList.LoadAsync(head, cancellationToken);
        return new DraftHead(
            People(headers[HeaderId.To]),
            People(headers[HeaderId.Cc]),
            People(headers[HeaderId.Bcc]),
            Ids(headers[HeaderId.InReplyTo]).FirstOrDefault() ?? "",
            Ids(headers[HeaderId.References]));
    }

    private static string People(string? field) =>
        field is not null && InternetAddressList.TryParse(field, out var list)
            ? Recipients.Format(list.Mailboxes.Take(MessageComposer.MaxRecipients).Select(mailbox => new MailPerson(mailbox.Name ?? "", mailbox.Address)))
            : "";

    private static List<string> Ids(string? field) => field is null ? [] : [.. MimeUtils.EnumerateReferences(field).Take(MaxReferences)];
}
