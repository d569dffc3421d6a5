using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Webmail.Data;
using Webmail.Model;
using Webmail.TestKit.Mail;

namespace Webmail.Benchmarks;

/// <summary>Fills a store as a first synchronisation does: newest first, 500 at a time. Every third message begins a conversation of three.</summary>
internal sealed class ListFiller(IServiceProvider services, int rows)
{
    public const int Batch = 500;
    private const int Thread = 3;

    public async Task<(UserId User, FolderId Folder)> OneFolderAsync(CancellationToken cancellationToken)
    {
        var person = await PersonAsync("list", cancellationToken);
        return (person.User, await FillAsync(person.Account, rows, cancellationToken));
    }

    public async Task<UserId> SeveralInboxesAsync(int accounts, CancellationToken cancellationToken)
    {
        var person = await PersonAsync("first", cancellationToken);
        await FillAsync(person.Account, rows / accounts, cancellationToken);
        for (var i = 1; i < accounts; i++)
        {
            var address = string.Create(CultureInfo.InvariantCulture, $"other{i}@test.local");
            var account = await services.GetRequiredService<AccountStore>().CreateAsync(new NewAccount(person.User, address, null, true, Servers(address)), Secret, cancellationToken);
            await FillAsync(account, rows / accounts, cancellationToken);
        }

        return person.User;
    }

    /// <summary>Indexes the words of what was filled in.</summary>
    public static async Task AddWordsAsync(IServiceProvider services, UserId user, CancellationToken cancellationToken)
    {
        foreach (var account in await services.GetRequiredService<AccountStore>().OfAsync(user, cancellationToken))
        {
            while (await services.GetRequiredService<MessageTexts>().AddHeadersAsync(account, cancellationToken))
            {
                // A step at a time.
            }
        }
    }

    private static MailCredential Secret { get; } = new(CredentialKind.Password, "secret");

    private static AccountServers Servers(string address)
    {
        var server = new ServerEndpoint("localhost", 993, ConnectionSecurity.Tls, AllowPrivate: true);
        return new AccountServers(server, address, server with { Port = 465 }, address, false, 2, "");
    }

    private Task<SignInIdentity> PersonAsync(string name, CancellationToken cancellationToken) => services.GetRequiredService<PersonStore>().CreateAsync(
        new NewMailboxPerson($"{name}@test.local", name, Servers($"{name}@test.local")), Secret, cancellationToken);

    private async Task<FolderId> FillAsync(AccountId account, int count, CancellationToken cancellationToken)
    {
        var folders = services.GetRequiredService<FolderStore>();
        await folders.ApplyFoldersAsync(account, [new ServerFolder("INBOX", '/', SpecialUse.Inbox, true, true)], cancellationToken);
        var inbox = await folders.FindAsync(account, SpecialUse.Inbox, cancellationToken) ?? throw new InvalidOperationException("No inbox");
        var store = services.GetRequiredService<MailStore>();
        for (var newest = count; newest > 0; newest -= Batch)
        {
            var oldest = Math.Max(1, newest - Batch + 1);
            var added = Enumerable.Range(oldest, newest - oldest + 1).Reverse().Select(uid => Message(uid, count)).ToList();
            var anchor = new SyncAnchor(1, (ulong)count, (uint)count + 1, oldest == 1 ? 0 : (uint)oldest);
            await store.ApplyDeltaAsync(account, inbox.Id, new FolderDelta(false, added, [], [], anchor, count, oldest != 1), cancellationToken);
        }

        return inbox.Id;
    }

    private static ServerMessage Message(int uid, int count)
    {
        var number = uid - 1;
        var date = SampleMail.Newest.AddMinutes(-20d * (count - uid));
        var begins = number % Thread == 0;
        return new ServerMessage(
            (uint)uid,
            (ulong)uid,
            (SampleMail.IsSeen(number, count) ? MailFlags.Seen : MailFlags.None) | (number % 50 == 0 ? MailFlags.Flagged : MailFlags.None),
            date,
            date,
            4000 + number % 1000,
            begins ? SampleMail.Subject(number) : "Re: " + SampleMail.Subject(number - (number % Thread)),
            new MailPerson(SampleMail.Sender(number), $"person{number % 7}@example.org"),
            [new MailPerson("", "list@test.local")],
            [],
            [],
            $"sample-{number}@example.org",
            begins ? "" : $"sample-{number - 1}@example.org",
            [.. Enumerable.Range(number - (number % Thread), number % Thread).Select(before => $"sample-{before}@example.org")],
            SampleMail.HasAttachment(number),
            "Please have a look at the attached plan before Friday. The team agreed on the schedule.");
    }
}
