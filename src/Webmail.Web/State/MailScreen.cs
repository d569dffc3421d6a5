using Webmail.Model;

namespace Webmail.Web.State;

/// <summary>Everything one mail screen shows, as read from the store.</summary>
public sealed record MailScreen(
    IReadOnlyList<AccountView> Accounts,
    ViewCounts Counts,
    MailView View,
    MessagePage Page,
    OpenMessage? Open,
    ShownSearch? Search = null)
{
    public ListArrangement Arrangement { get; init; } = ListArrangement.Default;

    public bool Conversations { get; init; }

    public IReadOnlyList<ThreadMessage> Thread { get; init; } = [];
}
