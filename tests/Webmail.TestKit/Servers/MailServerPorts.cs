namespace Webmail.TestKit.Servers;

/// <summary>Where one <see cref="MailServer"/> listens on 127.0.0.1.</summary>
/// <param name="ImapPlain">IMAP; offers STARTTLS, accepts passwords without it.</param>
/// <param name="Imaps">IMAP over TLS.</param>
/// <param name="Pop3Plain">POP3; offers STLS, accepts passwords without it.</param>
/// <param name="Pop3s">POP3 over TLS.</param>
/// <param name="Smtp">Plain SMTP without STARTTLS or authentication; accepts mail for our domains only.</param>
/// <param name="Submission">Submission: STARTTLS and authentication demanded.</param>
/// <param name="Smtps">Submission over TLS; authentication demanded.</param>
/// <param name="Lmtp">LMTP straight into the mailboxes: delivered when it says so.</param>
public sealed record MailServerPorts(int ImapPlain, int Imaps, int Pop3Plain, int Pop3s, int Smtp, int Submission, int Smtps, int Lmtp)
{
    internal static MailServerPorts Pick()
    {
        var ports = FreePorts.Pick(8);
        return new MailServerPorts(ports[0], ports[1], ports[2], ports[3], ports[4], ports[5], ports[6], ports[7]);
    }

    internal IReadOnlyList<int> Dovecot => [ImapPlain, Imaps, Pop3Plain, Pop3s, Lmtp];

    internal IReadOnlyList<int> Postfix => [Smtp, Submission, Smtps];
}
