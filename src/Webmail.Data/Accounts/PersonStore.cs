using Webmail.Model;

namespace Webmail.Data;

/// <summary>Creates people who sign in by their mailbox.</summary>
public sealed class PersonStore
{
    /// <summary>The user, the account, its secret and the verifier in one transaction. When another sign-in created the same identity meanwhile, that one is returned.</summary>
    public Task<SignInIdentity> CreateAsync(NewMailboxPerson person, MailCredential credential, CancellationToken cancellationToken) => throw new NotImplementedException();
}
