using Webmail.Model;

namespace Webmail.Mail.Imap;

/// <summary>Makes the pool of an account; it connects when the first lease is asked for.</summary>
public sealed class ImapSessionPoolFactory
{
    public ImapSessionPool Create(AccountServers servers, ICredentialSource credentials) => throw new NotImplementedException();
}
