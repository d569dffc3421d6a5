using MailKit;
using MailKit.Net.Imap;
using MailKit.Search;
using Webmail.Model;

namespace Webmail.Mail.Imap;

/// <summary>
/// A folder that holds answers to what was asked. <see cref="Network.BoundedMailStream"/> bounds their bytes, but a few of them can stand for
/// much: "1:4294967295" is a list of four billion messages. Everything throws <see cref="MailFaultException"/> while the answer is read, which
/// ends the connection.
/// </summary>
internal abstract class BoundedImapFolder(ImapFolderConstructorArgs args) : ImapFolder(args)
{
    /// <summary>A search names no more: no mailbox here has so many, and it is memory.</summary>
    internal const int MaxFound = 2_000_000;

    // Flags that others change meanwhile come unasked.
    private const int MaxUnasked = 10_000;

    // Null while nothing is asked for: what comes then is told and not kept.
    private HashSet<int>? _described;
    private int _maxDescribed;

    public override async Task<IList<UniqueId>> SearchAsync(SearchQuery query, CancellationToken cancellationToken = default) =>
        Listed(await base.SearchAsync(query, cancellationToken), MaxFound);

    public override async Task<UniqueIdMap> CopyToAsync(IList<UniqueId> uids, IMailFolder destination, CancellationToken cancellationToken = default) =>
        Checked(await base.CopyToAsync(uids, destination, cancellationToken), uids);

    public override async Task<UniqueIdMap> MoveToAsync(IList<UniqueId> uids, IMailFolder destination, CancellationToken cancellationToken = default) =>
        Checked(await base.MoveToAsync(uids, destination, cancellationToken), uids);

    public override Task<IList<IMessageSummary>> FetchAsync(IList<UniqueId> uids, IFetchRequest request, CancellationToken cancellationToken = default) =>
        DescribeAsync(uids.Count, () => base.FetchAsync(uids, request, cancellationToken));

    public override Task<IList<IMessageSummary>> FetchAsync(int min, int max, IFetchRequest request, CancellationToken cancellationToken = default) =>
        DescribeAsync(max < min ? MaxFound : max - min + 1, () => base.FetchAsync(min, max, request, cancellationToken));

    protected override void OnMessageSummaryFetched(IMessageSummary message)
    {
        if (_described is { } described && described.Add(message.Index) && described.Count > _maxDescribed)
            throw Violation("messages that nobody asked for");
        base.OnMessageSummaryFetched(message);
    }

    // MailKit reads the number as one with a sign: 4294967295 becomes -1.
    protected override void OnCountChanged()
    {
        if (Count < 0)
            throw Violation("a number of messages that cannot be");
        base.OnCountChanged();
    }

    private async Task<IList<IMessageSummary>> DescribeAsync(int asked, Func<Task<IList<IMessageSummary>>> fetch)
    {
        _described = [];

        // The length of a range up to the largest UID is negative to MailKit.
        _maxDescribed = (asked < 0 ? MaxFound : Math.Min(asked, MaxFound)) + MaxUnasked;
        try
        {
            return await fetch();
        }
        finally
        {
            _described = null;
        }
    }

    private static UniqueIdMap Checked(UniqueIdMap map, IList<UniqueId> uids) => new(Listed(map.Source, uids.Count), Listed(map.Destination, uids.Count));

    // One by one: what MailKit says of the length of a set is a number with a sign, which ranges can make anything.
    private static List<UniqueId> Listed(IEnumerable<UniqueId> uids, int max)
    {
        var list = new List<UniqueId>();
        foreach (var uid in uids)
        {
            if (list.Count == max)
                throw Violation($"a list of more than {max} messages");
            list.Add(uid);
        }

        return list;
    }

    private static MailFaultException Violation(string what) => new(new MailFault(MailFaultKind.Protocol, $"The server sent {what}"));
}
