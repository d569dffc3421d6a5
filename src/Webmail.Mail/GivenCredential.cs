using Webmail.Model;

namespace Webmail.Mail;

/// <summary>One secret and no other, such as a password that was typed just now.</summary>
internal sealed class GivenCredential(MailCredential credential) : ICredentialSource
{
    public Task<MailCredential> GetAsync(CancellationToken cancellationToken) => Task.FromResult(credential);
}
