using System.Globalization;

namespace Webmail.Model;

/// <summary>How a view is listed: in which order, which of its messages, and whether a row is a conversation. Its text is the query of the address.</summary>
/// <param name="Ascending">Oldest, A or smallest first; null is what is customary for the order.</param>
/// <param name="Conversations">One row a conversation; only by date: other orders list messages.</param>
public sealed record ListArrangement(ListSort Sort, bool? Ascending, ListFilter Filter, bool Conversations)
{
    public static ListArrangement Default { get; } = new(ListSort.Date, null, ListFilter.None, false);

    /// <summary>Names go from A, everything else from the newest, largest and unread.</summary>
    public bool IsAscending => Ascending ?? IsAscendingByCustom(Sort);

    public bool ShowsConversations => Conversations && Sort == ListSort.Date;

    public static bool IsAscendingByCustom(ListSort sort) => sort is ListSort.Sender or ListSort.Subject;

    /// <summary>Reads the values of an address; what is unknown counts as not said.</summary>
    public static ListArrangement Parse(string? sort, string? order, string? filter)
    {
        var by = Enum.TryParse<ListSort>(sort, ignoreCase: true, out var named) && Enum.IsDefined(named) && !char.IsDigit(sort[0]) ? named : ListSort.Date;
        var ascending = order switch
        {
            "asc" => true,
            "desc" => false,
            _ => (bool?)null,
        };
        return new ListArrangement(by, ascending == IsAscendingByCustom(by) ? null : ascending, ParseFilter(filter), false);
    }

    /// <summary>The query of the address without its question mark; empty when everything is customary.</summary>
    public string ToQuery()
    {
        var parts = new List<string>(3);
        if (Sort != ListSort.Date)
            parts.Add("sort=" + Name(Sort));
        if (Ascending is { } ascending)
            parts.Add(ascending ? "order=asc" : "order=desc");
        if (Filter != ListFilter.None)
            parts.Add("filter=" + string.Join(',', Kinds(Filter).Select(Name)));
        return string.Join('&', parts);
    }

    private static ListFilter ParseFilter(string? text)
    {
        var filter = ListFilter.None;
        foreach (var kind in Kinds(ListFilter.Unread | ListFilter.Starred | ListFilter.Attachments))
        {
            if (text?.Split(',').Contains(Name(kind), StringComparer.OrdinalIgnoreCase) == true)
                filter |= kind;
        }

        return filter;
    }

    private static IEnumerable<ListFilter> Kinds(ListFilter filter) =>
        new[] { ListFilter.Unread, ListFilter.Starred, ListFilter.Attachments }.Where(kind => filter.HasFlag(kind));

    [System.Diagnostics.CodeAnalysis.SuppressMessage("Globalization", "CA1308", Justification = "Addresses are written in lower case.")]
    private static string Name<T>(T value)
        where T : struct, Enum => value.ToString().ToLower(CultureInfo.InvariantCulture);
}

/// <summary>What a list is ordered by; within it by date.</summary>
public enum ListSort
{
    Date,

    /// <summary>In Sent and Drafts the first recipient.</summary>
    Sender,

    /// <summary>Without “Re:” and its kind.</summary>
    Subject,
    Size,

    /// <summary>Unread first.</summary>
    Unread,
}

/// <summary>Which messages of a view are listed: those to which everything named applies.</summary>
[Flags]
public enum ListFilter
{
    None = 0,
    Unread = 1,
    Starred = 2,
    Attachments = 4,
}

/// <summary>A view as it is listed.</summary>
public sealed record MailList(MailView View, ListArrangement Arrangement)
{
    public static implicit operator MailList(MailView view) => new(view, ListArrangement.Default);
}
