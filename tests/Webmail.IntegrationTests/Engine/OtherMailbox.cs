using MailKit;
using MimeKit;
using Webmail.Model;
using Webmail.TestKit.Servers;

namespace Webmail.IntegrationTests.Engine;

/// <summary>One person's mailbox on a server of another make, from both sides: as the product shows it and as the server has it.</summary>
internal sealed class OtherMailbox(IImapServer server, EngineHost host, MailUser user)
{
    public IImapServer Server => server;

    public EngineHost Host => host;

    public MailUser User => user;

    public UserId Person { get; private set; }

    public AccountId Account { get; private set; }

    /// <summary>Signs in and waits for the first synchronisation.</summary>
    public async Task SignInAsync()
    {
        Person = (await host.SignInAsync(user)).User;
        await host.OnlineAsync(Person);
        Account = (await host.Mailbox.AccountsAsync(Person, CancellationToken.None)).Single().Id;
    }

    public Task DeliverAsync(string subject, string? text = null)
    {
        var message = Message(subject);
        if (text is not null)
            message.Body = new TextPart("plain") { Text = text };
        return server.DeliverAsync(user, message);
    }

    public static MimeMessage Message(string subject) => SendTests.Message("sender@example.org", "someone@test.local", subject);

    public async Task<IReadOnlyList<FolderView>> FoldersAsync() => (await host.Mailbox.AccountsAsync(Person, CancellationToken.None)).Single().Folders;

    public async Task<IReadOnlyList<MessageRow>> RowsAsync(string path)
    {
        var folder = (await FoldersAsync()).SingleOrDefault(folder => folder.Path == path);
        return folder is null ? [] : (await host.Mailbox.PageAsync(Person, new MailView.OfFolder(folder.Id), 0, 100, CancellationToken.None)).Rows;
    }

    public Task ShowsAsync(string path, params IReadOnlyList<string> subjects) => EngineHost.EventuallyAsync(
        $"{path} shows {string.Join(", ", subjects)}",
        async () => (await RowsAsync(path)).Select(row => row.Subject).Order(StringComparer.Ordinal).SequenceEqual(subjects.Order(StringComparer.Ordinal)));

    /// <summary>The server has exactly these in the folder, by another client's eyes.</summary>
    public Task HoldsAsync(string path, params IReadOnlyList<string> subjects) => EngineHost.EventuallyAsync(
        $"the server has {string.Join(", ", subjects)} in {path}",
        async () => (await SummariesAsync(path)).Select(summary => summary.Envelope?.Subject).Order(StringComparer.Ordinal).SequenceEqual(subjects.Order(StringComparer.Ordinal)));

    public async Task<IList<IMessageSummary>> SummariesAsync(string path)
    {
        using var client = await server.ImapClientAsync(user);

        // INBOX is not below the namespace "INBOX.".
        var found = path == "INBOX" ? client.Inbox : (await client.GetFoldersAsync(client.PersonalNamespaces[0])).SingleOrDefault(folder => folder.FullName == path);
        if (found is null)
            return [];
        await found.OpenAsync(FolderAccess.ReadOnly);
        return await found.FetchAsync(0, -1, MessageSummaryItems.UniqueId | MessageSummaryItems.Envelope | MessageSummaryItems.Flags);
    }

    public async Task<IReadOnlyList<string>> ServerPathsAsync()
    {
        using var client = await server.ImapClientAsync(user);
        return [.. (await client.GetFoldersAsync(client.PersonalNamespaces[0])).Select(folder => folder.FullName)];
    }

    /// <summary>As another client of the person.</summary>
    public async Task ElsewhereAsync(string path, Func<IMailFolder, Task> work)
    {
        using var client = await server.ImapClientAsync(user);
        var folder = path == "INBOX" ? client.Inbox.ShouldNotBeNull() : await client.GetFolderAsync(path);
        await work(folder);
        await client.DisconnectAsync(true);
    }
}
