namespace Webmail.TestKit.Servers;

/// <summary>The texts of a private Postfix's configuration: it delivers to our Dovecot and nowhere else.</summary>
internal static class PostfixConfiguration
{
    public static string Main(string root, MailServerPorts ports, MailServerOptions options) => $"""
        compatibility_level = 3.6
        config_directory = {root}/postfix/etc
        queue_directory = {root}/postfix/queue
        data_directory = {root}/postfix/data
        mail_owner = postfix
        setgid_group = postdrop
        maillog_file = {root}/log/postfix.log
        maillog_file_prefixes = {root}
        myhostname = mail.{options.Domains[0]}
        mydomain = {options.Domains[0]}
        myorigin = {options.Domains[0]}
        mydestination =
        mynetworks =
        inet_interfaces = 127.0.0.1
        inet_protocols = ipv4
        alias_maps =
        alias_database =
        local_recipient_maps =
        virtual_mailbox_domains = {string.Join(' ', options.AllDomains)}
        virtual_mailbox_maps = texthash:{root}/postfix/etc/mailboxes
        virtual_transport = lmtp:inet:127.0.0.1:{ports.Lmtp}
        default_transport = error:5.1.2 this test server sends nothing outside
        relay_transport = error:5.1.2 this test server sends nothing outside
        local_transport = error:5.1.2 no local delivery
        relay_domains =
        disable_dns_lookups = yes
        smtp_host_lookup = native
        smtp_dns_support_level = disabled
        notify_classes =
        biff = no
        minimal_backoff_time = 2s
        maximal_backoff_time = 5s
        queue_run_delay = 2s
        message_size_limit = 52428800
        mailbox_size_limit = 0
        virtual_mailbox_limit = 0
        recipient_delimiter = +
        smtpd_peername_lookup = no
        smtpd_tls_cert_file = {root}/tls/server.pem
        smtpd_tls_key_file = {root}/tls/server.key
        smtpd_tls_CAfile = {root}/tls/ca.pem
        smtpd_tls_mandatory_protocols = >=TLSv1.2
        smtpd_tls_security_level = may
        smtpd_sasl_type = dovecot
        smtpd_sasl_path = {root}/dovecot/run/auth-postfix
        smtpd_sasl_security_options = noanonymous
        smtpd_sasl_auth_enable = yes
        smtpd_client_connection_count_limit = 0
        smtpd_client_connection_rate_limit = 0
        smtpd_error_sleep_time = 0
        smtpd_helo_required = no
        smtpd_relay_restrictions = reject_unauth_destination
        smtpd_recipient_restrictions = reject_unauth_destination

        """;

    // max_use=1: a texthash map is read once a process, and mailboxes are added while we run.
    public static string Master(MailServerPorts ports) => $"""
        127.0.0.1:{ports.Smtp} inet n - n - - smtpd
          -o smtpd_tls_security_level=none -o syslog_name=postfix/plain -o max_use=1
        127.0.0.1:{ports.Submission} inet n - n - - smtpd
          -o smtpd_tls_security_level=encrypt -o smtpd_tls_auth_only=yes -o syslog_name=postfix/submission -o max_use=1
          -o smtpd_recipient_restrictions=reject_unauth_destination,permit_sasl_authenticated,reject
        127.0.0.1:{ports.Smtps} inet n - n - - smtpd
          -o smtpd_tls_wrappermode=yes -o syslog_name=postfix/smtps -o max_use=1
          -o smtpd_recipient_restrictions=reject_unauth_destination,permit_sasl_authenticated,reject
        pickup unix n - n 60 1 pickup
        cleanup unix n - n - 0 cleanup
        qmgr unix n - n 300 1 qmgr
        tlsmgr unix - - n 1000? 1 tlsmgr
        rewrite unix - - n - - trivial-rewrite
        bounce unix - - n - 0 bounce
        defer unix - - n - 0 bounce
        trace unix - - n - 0 bounce
        verify unix - - n - 1 verify
        flush unix n - n 1000? 0 flush
        proxymap unix - - n - - proxymap
        proxywrite unix - - n - 1 proxymap
        smtp unix - - n - - smtp
        showq unix n - n - - showq
        error unix - - n - - error
        retry unix - - n - - error
        discard unix - - n - - discard
        lmtp unix - - n - - lmtp
        anvil unix - - n - 1 anvil
        scache unix - - n - 1 scache
        postlog unix-dgram n - n - 1 postlogd

        """;
}
