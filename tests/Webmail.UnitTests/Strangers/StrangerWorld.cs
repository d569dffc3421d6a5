using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Webmail.Data;
using Webmail.Data.Entities;
using Webmail.Engine;
using Webmail.Model;
using Webmail.UnitTests.Data;
using Webmail.UnitTests.Web;

namespace Webmail.UnitTests.Strangers;

/// <summary>The application with one person who owns one of everything, and a stranger who is signed in too. Nothing connects for the mailbox.</summary>
public sealed class StrangerWorld : IAsyncLifetime
{
    /// <summary>In everything of Ann's that can be read.</summary>
    public const string Mark = "annmark";

    private readonly WebmailFactory _webmail = new();

    public IServiceProvider Services => _webmail.Services;

    public UserId Ann { get; private set; }

    public UserId Stranger { get; private set; }

    public AccountId Account { get; private set; }

    public FolderId Folder { get; private set; }

    public MessageId Message { get; private set; }

    public DraftId Draft { get; private set; }

    public long File { get; private set; }

    public OutboxId Item { get; private set; }

    public JobId Job { get; private set; }

    public UndoToken Undo { get; private set; } = new(Guid.Empty);

    public QueueKey Queued { get; private set; } = new(default, false, null, null, default, default, null, default, default);

    public Guid Session { get; private set; }

    public IdentityId Identity { get; private set; }

    public HttpClient StrangersBrowser { get; private set; } = new();

    public HttpClient AnnsBrowser { get; private set; } = new();

    public HttpClient NobodysBrowser() => _webmail.NewBrowser();

    public async ValueTask InitializeAsync()
    {
        (Ann, AnnsBrowser) = await SignedInAsync();
        (Stranger, StrangersBrowser) = await SignedInAsync();
        var servers = TestStore.Servers with { ImapUserName = $"{Mark}@example.org" };
        Account = await Get<AccountStore>().CreateAsync(new NewAccount(Ann, $"{Mark}@example.org", $"{Mark} name", true, servers), new MailCredential(CredentialKind.Password, $"{Mark} secret"), CancellationToken.None);
        await Get<AccountRoster>().SetPausedAsync(Ann, Account, paused: true, CancellationToken.None);
        await Get<FolderStore>().ApplyFoldersAsync(Account, TestAccount.Folders, CancellationToken.None);
        Folder = (await Get<FolderStore>().SyncFoldersAsync(Account, CancellationToken.None)).Single(folder => folder.Path == "INBOX").Id;
        await Get<MailStore>().ApplyDeltaAsync(Account, Folder, TestAccount.Delta([.. Enumerable.Range(1, 3).Select(uid => TestAccount.Message((uint)uid) with { Subject = $"{Mark} subject", From = new MailPerson($"{Mark} sender", "sender@example.org") })]), CancellationToken.None);
        await using (var db = Open())
            Message = await db.Messages.Select(message => message.Id).FirstAsync();
        await FillAsync();
        Session = (await Get<SessionStore>().ListAsync(Ann, CancellationToken.None))[0].Id;
    }

    public ValueTask DisposeAsync()
    {
        StrangersBrowser.Dispose();
        AnnsBrowser.Dispose();
        _webmail.Dispose();
        return ValueTask.CompletedTask;
    }

    public T Get<T>()
        where T : notnull => Services.GetRequiredService<T>();

    /// <summary>Everything stored of Ann, to be compared.</summary>
    public async Task<string> AnnsDataAsync()
    {
        await using var db = Open();
        var text = new StringBuilder();
        await db.Database.OpenConnectionAsync();
        foreach (var table in db.Model.GetEntityTypes().Select(type => Microsoft.EntityFrameworkCore.RelationalEntityTypeExtensions.GetTableName(type)).OfType<string>().Distinct().Order(StringComparer.Ordinal))
        {
            // What happened is written down about strangers too, and browsers are seen.
            if (table is "AuditEntries" or "Sessions" or "Roles" or "UserRoles")
                continue;
            await using var command = db.Database.GetDbConnection().CreateCommand();
            command.CommandText = $"""SELECT * FROM "{table}" """;
            await using var reader = await command.ExecuteReaderAsync();
            while (await reader.ReadAsync())
            {
                var row = Enumerable.Range(0, reader.FieldCount).ToDictionary(reader.GetName, i => Convert.ToString(reader.GetValue(i), CultureInfo.InvariantCulture), StringComparer.Ordinal);
                if (!IsAnns(table, row))
                    continue;
                row.Remove("LastSeen");
                text.Append(table).Append(": ").AppendJoin(" | ", row.OrderBy(column => column.Key, StringComparer.Ordinal)).AppendLine();
            }
        }

        return text.ToString();
    }

    private bool IsAnns(string table, Dictionary<string, string?> row)
    {
        if (table == "Users")
            return row["Id"] == Ann.ToString();
        var owners = new[] { row.GetValueOrDefault("UserId"), row.GetValueOrDefault("AccountId") };
        // Without an owner's column: rows below others, all of which were made for Ann.
        return owners.All(owner => owner is null) || row.GetValueOrDefault("UserId") == Ann.ToString() || row.GetValueOrDefault("AccountId") == Account.ToString();
    }

    private async Task FillAsync()
    {
        var drafts = Get<Drafts>();
        var texts = new QuoteTexts("{0} {1}", "F", "From", "Date", "Subject", "To", "Cc", CultureInfo.InvariantCulture, TimeZoneInfo.Utc);
        var seed = new DraftSeed(DraftKind.New, null, Account, "somebody@example.org", "", "", $"{Mark} draft", $"{Mark} text");
        Draft = (await drafts.StartAsync(Ann, seed, texts, CancellationToken.None)).ShouldNotBeNull().Id;
        using var content = new MemoryStream(Encoding.UTF8.GetBytes($"{Mark} file"));
        File = (await Get<DraftFiles>().AttachAsync(Ann, Draft, $"{Mark}.txt", "text/plain", content, null, CancellationToken.None)).ShouldBeOfType<AttachResult.Attached>().Attachment.Id;
        var sent = (await drafts.StartAsync(Ann, seed, texts, CancellationToken.None)).ShouldNotBeNull().Id;
        Item = (await Get<Outbox>().SendAsync(Ann, sent, TimeProvider.System.GetUtcNow().AddDays(1), CancellationToken.None)).ShouldBeOfType<SendResult.Queued>().Item;
        var commands = Get<MailboxCommands>();
        Undo = (await commands.SetFlagsAsync(Ann, [Message], MailFlags.Flagged, MailFlags.None, CancellationToken.None)).Undo;
        Job = (await commands.ActOnViewAsync(Ann, new MailView.OfFolder(Folder), new MessageAction.SetFlags(MailFlags.Seen, MailFlags.None), [], CancellationToken.None)).Job.ShouldNotBeNull().Id;
        Queued = (await Get<Mailbox>().QueueAsync(Ann, CancellationToken.None))[0].Key;
        var sender = new SenderIdentity(Account, null, $"{Mark} sender", "sender@example.org", "", false, $"<p>{Mark}</p>", "");
        Identity = (await Get<Identities>().SaveAsync(Ann, sender, CancellationToken.None)).ShouldBeOfType<Webmail.Engine.IdentityResult.Saved>().Identity.Id.ShouldNotBeNull();
        await Get<ImageChoices>().TrustAsync(Ann, $"{Mark}@images.example", CancellationToken.None);
    }

    private async Task<(UserId Person, HttpClient Browser)> SignedInAsync()
    {
        var login = await _webmail.AddPersonAsync();
        var browser = _webmail.NewBrowser();
        using var response = await WebmailFactory.SignInAsync(browser, login, WebmailFactory.Password);
        await using var scope = Services.CreateAsyncScope();
        var person = (await scope.ServiceProvider.GetRequiredService<UserManager<AppUser>>().FindByNameAsync(login)).ShouldNotBeNull();
        return (new UserId(person.Id), browser);
    }

    private WebmailDbContext Open() => Get<IDbContextFactory<WebmailDbContext>>().CreateDbContext();
}
