using System.Globalization;

namespace Webmail.Model;

/// <summary>What a list shows: one folder, or one of the views across all accounts. Its text is the part of the address after <c>/mail/</c>.</summary>
public abstract record MailView
{
    private MailView()
    {
    }

    /// <summary>One folder.</summary>
    public sealed record OfFolder(FolderId Folder) : MailView
    {
        public override string ToString() => Folder.ToString();
    }

    /// <summary>A view across all accounts.</summary>
    public sealed record Across(AcrossView View) : MailView
    {
        public override string ToString() => View switch
        {
            AcrossView.Inbox => "inbox",
            AcrossView.Drafts => "drafts",
            AcrossView.Sent => "sent",
            AcrossView.Starred => "starred",
            AcrossView.Unread => "unread",
            AcrossView.Scheduled => "scheduled",
            AcrossView.Outbox => "outbox",
            _ => throw new InvalidOperationException($"Unknown view {View}"),
        };
    }

    /// <summary>Reads the part of an address after <c>/mail/</c>; null when it names no view.</summary>
    public static MailView? Parse(string? text) => text switch
    {
        "inbox" => new Across(AcrossView.Inbox),
        "drafts" => new Across(AcrossView.Drafts),
        "sent" => new Across(AcrossView.Sent),
        "starred" => new Across(AcrossView.Starred),
        "unread" => new Across(AcrossView.Unread),
        "scheduled" => new Across(AcrossView.Scheduled),
        "outbox" => new Across(AcrossView.Outbox),
        _ => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? new OfFolder(new FolderId(id)) : null,
    };
}

/// <summary>The views across all accounts of a person.</summary>
public enum AcrossView
{
    Inbox,
    Drafts,
    Sent,
    Starred,
    Unread,
    Scheduled,
    Outbox,
}
