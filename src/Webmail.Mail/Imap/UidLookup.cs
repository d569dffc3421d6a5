using MailKit;
using MailKit.Net.Imap;
using MailKit.Search;

namespace Webmail.Mail.Imap;

/// <summary>Asks which UIDs are there: by SEARCH, whose answer is short, else by FETCH, which every server understands.</summary>
internal static class UidLookup
{
    private static readonly FetchRequest UidOnly = new(MessageSummaryItems.UniqueId);

    /// <returns>Those of <paramref name="uids"/> that exist, in no particular order, none twice.</returns>
    public static async Task<IReadOnlyList<UniqueId>> ExistingAsync(this ImapConnection connection, IMailFolder folder, IList<UniqueId> uids, CancellationToken cancellationToken)
    {
        if (connection.CanSearch)
        {
            try
            {
                return Among(await folder.SearchAsync(SearchQuery.Uids(uids), cancellationToken), uids);
            }
            catch (ImapCommandException)
            {
                // Mail.ru: "NO Unsupported search criterion". The refusal of something else will come again.
                connection.CanSearch = false;
            }
        }

        var summaries = await folder.FetchAsync(uids, UidOnly, cancellationToken);
        return Among(summaries.Select(summary => summary.UniqueId), uids);
    }

    // "n:*" names the last message even when it is below n, and a server may send what nobody asked for.
    private static IReadOnlyList<UniqueId> Among(IEnumerable<UniqueId> found, IList<UniqueId> uids) =>
        [.. found.Where(uid => uid.IsValid && uids.Contains(uid)).Distinct()];
}
