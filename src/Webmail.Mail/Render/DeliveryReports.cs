using Webmail.Mail.Render.Mime;
using Webmail.Mail.Render.Text;
using Webmail.Model;

namespace Webmail.Mail.Render;

/// <summary>Reads delivery status notifications (RFC 3464, 6533) and read receipts (RFC 8098).</summary>
internal static class DeliveryReports
{
    private const int MaxBytes = 64 * 1024;
    private const int MaxAddress = 320;
    private const int MaxText = 1000;

    /// <returns>Null when the message is no report.</returns>
    public static DeliveryReport? Read(MimeNode root)
    {
        if (root.Leaves().FirstOrDefault(leaf => leaf.IsReport) is not { } part)
            return null;
        var groups = Groups(part.Kept(MaxBytes, out _));
        var isReceipt = part.Is("message/disposition-notification");
        var recipients = groups.Select(group => isReceipt ? Receipt(group) : Status(group)).OfType<RecipientReport>().Take(DeliveryReport.MaxRecipients).ToList();
        return recipients.Count > 0 ? new DeliveryReport(recipients) : null;
    }

    // The first group is about the message, each other about a recipient.
    private static List<HeaderBlock> Groups(byte[] text)
    {
        var groups = new List<HeaderBlock>();
        HeaderBlock? open = null;
        var lines = new LineReader(new MemoryStream(text), MaxBytes, MaxBytes);
        while (lines.MoveNext())
        {
            if (lines.Line.TrimEnd(" \t\r\n"u8).IsEmpty)
            {
                open?.Finish();
                open = null;
                continue;
            }

            if (open is null)
                groups.Add(open = new HeaderBlock(50, MaxBytes, ""));
            open.Add(lines.Line);
        }

        open?.Finish();
        return groups;
    }

    private static RecipientReport? Status(HeaderBlock group)
    {
        DeliveryOutcome? outcome = Field(group, "Action").ToLowerInvariant() switch
        {
            "failed" => DeliveryOutcome.Failed,
            "delayed" => DeliveryOutcome.Delayed,
            "delivered" => DeliveryOutcome.Delivered,
            "relayed" or "expanded" => DeliveryOutcome.Relayed,
            _ => null,
        };
        if (outcome is not { } known)
            return null;

        var status = StatusCode(Field(group, "Status"));
        var said = AfterType(Field(group, "Diagnostic-Code"));
        return new RecipientReport(Address(group), known, known is DeliveryOutcome.Failed or DeliveryOutcome.Delayed ? Reason(status, said) : DeliveryReason.Unknown, status, DisplayText.Clean(said, MaxText));
    }

    // "manual-action/MDN-sent-manually; displayed"
    private static RecipientReport? Receipt(HeaderBlock group)
    {
        var disposition = Field(group, "Disposition");
        var semicolon = disposition.IndexOf(';', StringComparison.Ordinal);
        if (semicolon < 0)
            return null;
        var outcome = disposition[(semicolon + 1)..].Trim().StartsWith("deleted", StringComparison.OrdinalIgnoreCase) ? DeliveryOutcome.DeletedUnread : DeliveryOutcome.Read;
        return new RecipientReport(Address(group), outcome, DeliveryReason.Unknown, "", "");
    }

    private static string Address(HeaderBlock group) =>
        DisplayText.Clean(AfterType(Field(group, "Original-Recipient") is { Length: > 0 } original ? original : Field(group, "Final-Recipient")).Trim('<', '>'), MaxAddress);

    private static string AfterType(string value) => value.IndexOf(';', StringComparison.Ordinal) is >= 0 and var semicolon ? value[(semicolon + 1)..].Trim() : value;

    private static string Field(HeaderBlock group, string name) => group.Find(name) is { } value ? DisplayText.Clean(Charsets.Decode(value, "", cut: false), MaxText).Trim() : "";

    private static string StatusCode(string value)
    {
        var code = value.Split([' ', '('], 2)[0];
        return code.Length is >= 5 and <= 11 && code[0] is '2' or '4' or '5' && code.All(c => char.IsAsciiDigit(c) || c == '.') ? code : "";
    }

    /// <summary>RFC 3463 §3, and RFC 7505, 7372 where they add to it. Some servers put the code into the text only.</summary>
    private static DeliveryReason Reason(string status, string said)
    {
        var parts = (status.Length > 0 && status[2..] is not ("0.0" or "5.0") ? status : Words(said)).Split('.');
        return parts is not [_, var subject, var detail] ? DeliveryReason.Unknown : (subject, detail) switch
        {
            ("1", "2") or ("1", "10") or ("4", "4") => DeliveryReason.NoSuchDomain,
            ("1", "0" or "1" or "3" or "6") => DeliveryReason.NoSuchAddress,
            ("2", "1") => DeliveryReason.MailboxDisabled,
            ("2", "2") or ("3", "1") => DeliveryReason.MailboxFull,
            ("2", "3") or ("3", "4") => DeliveryReason.TooLarge,
            ("4", "6") => DeliveryReason.Loop,
            ("4", "7") => DeliveryReason.Expired,
            ("4", _) => DeliveryReason.Unreachable,
            ("6", _) => DeliveryReason.Content,
            ("7", "20" or "21" or "22" or "23" or "24" or "25" or "26" or "27" or "29") => DeliveryReason.Authentication,
            ("7", _) => DeliveryReason.Refused,
            _ => DeliveryReason.Unknown,
        };
    }

    private static string Words(string said) => said.Split([' ', '-'], StringSplitOptions.RemoveEmptyEntries).Take(4).Select(StatusCode).FirstOrDefault(code => code.Length > 0, "");
}
