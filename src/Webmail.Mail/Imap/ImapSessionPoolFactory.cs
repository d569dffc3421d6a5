using Webmail.Model;

namespace Webmail.Mail.Imap;

/// <summary>Makes the pool of an account; it connects when the first lease is asked for.</summary>
public sealed class ImapSessionPoolFactory
{
    private readonly ImapConnector _connector;

    internal ImapSessionPoolFactory(ImapConnector connector) => _connector = connector;

    public ImapSessionPool Create(AccountServers servers, ICredentialSource credentials) => new(servers, credentials, _connector);
}
