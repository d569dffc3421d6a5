using System.Globalization;
using Microsoft.Extensions.Localization;
using Webmail.Model;
using Webmail.Web.Localization;
using Webmail.Web.Resources;
using Webmail.Web.State;

namespace Webmail.Web.Components.Mail;

/// <summary>How messages, folders, dates and sizes are called on the screen and by a screen reader.</summary>
public sealed class MailWords(IStringLocalizer<MailTexts> texts, ScreenClock clock)
{
    public string Sender(MessageRow row) => row.Conversation is { Count: > 1, Senders: var senders }
        ? string.Join(", ", senders.Select(sender => Participant(sender, alone: senders.Count == 1)))
        : ShortName(row.From.Display) is { Length: > 0 } name
            ? name
            : texts[row.IsOutgoing ? "NoRecipient" : "UnknownSender"];

    public string Subject(string subject) => string.IsNullOrWhiteSpace(subject) ? texts["NoSubject"] : subject;

    /// <summary>“unread, {sender}, {subject}, {date}, has attachments” with what applies.</summary>
    public string RowName(MessageRow row)
    {
        var parts = new List<string>(8);
        if (row.IsUnread && !row.IsOutgoing)
            parts.Add(texts["RowUnread"]);
        if (row.Draft is not null || row.IsDraft)
            parts.Add(texts["RowDraft"]);
        parts.AddRange([Sender(row), Subject(row.Subject), When(row.Received)]);
        if (row.IsAnswered)
            parts.Add(texts["RowAnswered"]);
        if ((row.Flags & MailFlags.Forwarded) != 0)
            parts.Add(texts["RowForwarded"]);
        if (row.IsStarred)
            parts.Add(texts["RowStarred"]);
        if (row.HasAttachments)
            parts.Add(texts["RowAttachments"]);
        if (row is { Failure: { } failure, Outgoing: null })
            parts.Add(texts["RowFailed", failure]);
        if (row.Conversation is { Count: var count })
            parts.Add(Count("MessageCount", count));
        return string.Join(", ", parts);
    }

    /// <summary>The time today, “Yesterday”, the day this year, else the date.</summary>
    public string When(DateTimeOffset moment) => clock.DaysAgo(moment) switch
    {
        0 => clock.Time(moment),
        1 => texts["Yesterday"],
        _ => clock.IsThisYear(moment) ? clock.Day(moment) : clock.DayOfYear(moment),
    };

    /// <summary>“Today, 14:32”.</summary>
    public string WhenFully(DateTimeOffset moment) => clock.DaysAgo(moment) switch
    {
        0 => texts["TodayAt", clock.Time(moment)],
        1 => texts["YesterdayAt", clock.Time(moment)],
        _ => $"{(clock.IsThisYear(moment) ? clock.Day(moment) : clock.DayOfYear(moment))}, {clock.Time(moment)}",
    };

    public string Folder(FolderView folder) => Role(folder.SpecialUse) is { Length: > 0 } role ? role : folder.Name;

    /// <summary>Empty for a folder without a role of its own name.</summary>
    public string Role(SpecialUse role) => role switch
    {
        SpecialUse.Inbox => texts["ViewInbox"],
        SpecialUse.Drafts => texts["ViewDrafts"],
        SpecialUse.Sent => texts["ViewSent"],
        SpecialUse.Archive => texts["FolderArchive"],
        SpecialUse.Junk => texts["FolderJunk"],
        SpecialUse.Trash => texts["FolderTrash"],
        SpecialUse.All => texts["FolderAll"],
        _ => string.Empty,
    };

    public string View(AcrossView view) => texts[$"View{view}"];

    public string Size(long bytes)
    {
        const double Kilo = 1024;
        return bytes switch
        {
            < 1024 => texts["FileSizeBytes", Number(bytes, 0)],
            < 1024 * 1024 => texts["FileSizeKilo", Number(bytes / Kilo, 0)],
            < 1024 * 1024 * 1024 => texts["FileSizeMega", Number(bytes / Kilo / Kilo, 1)],
            _ => texts["FileSizeGiga", Number(bytes / Kilo / Kilo / Kilo, 1)],
        };
    }

    public string Count(string key, long number, params object[] arguments) => texts.Count(key, number, arguments);

    public static string Number(double number, int decimals) =>
        number.ToString(decimals == 0 ? "N0" : "#,0.#", CultureInfo.CurrentCulture);

    // “Anna, me, Boris”: beside others the first name tells who it is.
    private string Participant(ConversationSender sender, bool alone)
    {
        if (sender.IsMe)
            return texts["ThreadMe"];
        var name = sender.Person.Display;
        if (name.Length == 0)
            return texts["UnknownSender"];
        return alone || sender.Person.Name.Length == 0 ? name : name.Split(' ', StringSplitOptions.RemoveEmptyEntries)[0].Trim('"', ',');
    }

    // The recipient of a draft is text as typed, “Name <address>”.
    private static string ShortName(string display) =>
        display.IndexOf('<', StringComparison.Ordinal) is > 0 and var bracket ? display[..bracket].Trim().Trim('"') : display;

    /// <summary>Two letters for the round picture beside a name.</summary>
    public static string Initials(MailPerson person)
    {
        var words = person.Display.Split([' ', '.', '_', '-', '@'], StringSplitOptions.RemoveEmptyEntries)
            .Where(word => char.IsLetterOrDigit(word[0])).ToList();
        var letters = words switch
        {
            [] => "?",
            [var only] => only[..Math.Min(2, only.Length)],
            [var first, var second, ..] => $"{first[0]}{second[0]}",
        };
        return letters.ToUpper(CultureInfo.CurrentCulture);
    }

    /// <summary>1–8, always the same for an address.</summary>
    public static int Color(MailPerson person)
    {
        var hash = 0u;
        foreach (var character in person.Address.ToUpperInvariant())
            hash = (hash * 31) + character;
        return (int)(hash % 8) + 1;
    }
}
