using Microsoft.EntityFrameworkCore;
using Webmail.Data.Entities;
using Webmail.Model;

namespace Webmail.Data;

/// <summary>Creates people who sign in by their mailbox. They have no password here: only their mail server knows it.</summary>
public sealed class PersonStore(AccountStore accounts, SignInStore signIns, WriteGate gate, TimeProvider time)
{
    /// <summary>Between login name and IMAP host in the user names of these people; in no address.</summary>
    internal const char HostSeparator = '|';

    /// <summary>What of a user name the person typed.</summary>
    public static string TypedName(string? userName) => (userName ?? "").Split(HostSeparator)[0];

    /// <summary>The user, the account, its secret and the verifier in one transaction. When another sign-in created the same identity meanwhile, that one is returned.</summary>
    public async Task<SignInIdentity> CreateAsync(NewMailboxPerson person, MailCredential credential, CancellationToken cancellationToken)
    {
        // Slow by design, so not while everybody else waits to write. Whoever came without a password has nothing to verify: no password fits an empty verifier.
        var verifier = credential.Kind == CredentialKind.Password ? await Task.Run(() => PasswordVerifier.Create(credential.Secret), cancellationToken) : [];
        try
        {
            return await gate.WriteAsync([], db => AddAsync(db, person, credential, verifier, cancellationToken), cancellationToken);
        }
        catch (DbUpdateException)
        {
            if (await signIns.FindAsync(person.Servers.Imap.Host, person.Servers.ImapUserName, cancellationToken) is { } other)
                return other;
            throw;
        }
    }

    private async Task<SignInIdentity> AddAsync(WebmailDbContext db, NewMailboxPerson person, MailCredential credential, byte[] verifier, CancellationToken cancellationToken)
    {
        var (host, login) = SignInStore.Normalize(person.Servers.Imap.Host, person.Servers.ImapUserName);
        // Not the address: the same one at another server is somebody else.
        var name = $"{login}{HostSeparator}{host}";
        var user = new AppUser
        {
            UserName = name,
            NormalizedUserName = name.ToUpperInvariant(),
            DisplayName = Text.Line(person.DisplayName ?? SenderNames.Guess(person.Address), Lengths.Name),
            Created = time.GetUtcNow(),
            SecurityStamp = Guid.NewGuid().ToString("N"),
        };
        db.Users.Add(user);
        await db.SaveChangesAsync(cancellationToken);

        var id = new UserId(user.Id);
        var account = await accounts.AddAsync(
            db,
            new NewAccount(id, person.Address, person.DisplayName, person.DisplayName is not null, person.Servers),
            credential,
            cancellationToken);
        db.SignIns.Add(new SignIn { ImapHost = host, LoginName = login, UserId = user.Id, AccountId = account, Verifier = verifier });
        return new SignInIdentity(id, account, false);
    }
}
