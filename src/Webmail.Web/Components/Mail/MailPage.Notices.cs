using Webmail.Model;

namespace Webmail.Web.Components.Mail;

/// <summary>Desktop notifications of new mail while this page is open.</summary>
public sealed partial class MailPage
{
    // What comes at once after a night is one look at the list, not a hundred notes.
    private const int MostNotices = 3;

    private async Task NotifyAsync(IReadOnlyList<MailChange> changes)
    {
        var wanted = Screen.Current.Notifications;
        if (!wanted.On || wanted.IsQuiet(Clock.Local(Time.GetUtcNow()).TimeOfDay))
            return;
        foreach (var added in changes.OfType<MailChange.MessagesAdded>().Where(added => added.Fresh))
        {
            if (State.FindAccount(added.Account) is not { Notifies: true } account || State.FindFolder(added.Folder) is not { Notifies: true } folder)
                continue;
            foreach (var message in added.Messages.Take(MostNotices))
            {
                if (await State.FindRowAsync(message, _left) is { IsUnread: true } row)
                    await TellAsync("notify", Words.Sender(row), Words.Subject(row.Subject), $"{Words.Folder(folder)} · {account.Title}", $"/mail/{folder.Id}/{message}");
            }
        }
    }
}
