using System.Globalization;

namespace Webmail.TestKit.Servers;

/// <summary>The text of a private Dovecot's configuration (2.3 as in Debian 12).</summary>
internal static class DovecotConfiguration
{
    /// <summary>Numeric owner of every mailbox; needs no entry in /etc/passwd.</summary>
    public const int MailOwner = 5000;

    // What Dovecot 2.3.19 says after sign-in.
    private const string Capabilities =
        "IMAP4rev1 SASL-IR LOGIN-REFERRALS ID ENABLE IDLE SORT SORT=DISPLAY THREAD=REFERENCES THREAD=REFS THREAD=ORDEREDSUBJECT MULTIAPPEND "
        + "URL-PARTIAL CATENATE UNSELECT CHILDREN NAMESPACE UIDPLUS LIST-EXTENDED I18NLEVEL=1 CONDSTORE QRESYNC ESEARCH ESORT SEARCHRES "
        + "WITHIN CONTEXT=SEARCH LIST-STATUS BINARY MOVE SNIPPET=FUZZY PREVIEW=FUZZY PREVIEW STATUS=SIZE SAVEDATE LITERAL+ NOTIFY SPECIAL-USE";

    public static string Text(string root, MailServerPorts ports, MailServerOptions options)
    {
        var quota = options.QuotaBytes is { } bytes ? string.Create(CultureInfo.InvariantCulture, $"quota_rule = *:bytes={bytes}") : "quota_rule = *:storage=10G";
        return $$"""
            base_dir = {{root}}/dovecot/run
            state_dir = {{root}}/dovecot/state
            log_path = {{root}}/log/dovecot.log
            listen = {{string.Join(", ", options.Faces.Select(face => face.Address).Prepend("127.0.0.1"))}}
            protocols = imap pop3 lmtp
            ssl = yes
            ssl_cert = <{{root}}/tls/server.pem
            ssl_key = <{{root}}/tls/server.key
            ssl_min_protocol = TLSv1.2
            disable_plaintext_auth = no
            auth_mechanisms = plain login {{(options.OAuth is null ? "" : string.Join(' ', options.OAuthMechanisms))}}
            # Wrong passwords are part of the tests; nobody has to wait for them.
            auth_failure_delay = 0
            service anvil {
              unix_listener anvil-auth-penalty {
                mode = 0
              }
            }
            first_valid_uid = 1
            mail_uid = {{MailOwner}}
            mail_gid = {{MailOwner}}
            mail_home = {{root}}/mail/%d/%n
            mail_location = maildir:~/Maildir
            mail_plugins = quota
            mail_max_userip_connections = {{options.MaxConnections}}
            postmaster_address = postmaster@{{options.Domains[0]}}
            hostname = mail.{{options.Domains[0]}}
            {{OAuth(root, options)}}
            passdb {
              driver = passwd-file
              args = scheme=PLAIN username_format=%u {{root}}/users
            }
            userdb {
              driver = passwd-file
              args = username_format=%u {{root}}/users
            }
            namespace inbox {
              inbox = yes
              separator = /
              mailbox Drafts {
                special_use = \Drafts
                auto = subscribe
              }
              mailbox Sent {
                special_use = \Sent
                auto = subscribe
              }
              mailbox Trash {
                special_use = \Trash
                auto = subscribe
              }
              mailbox Junk {
                special_use = \Junk
                auto = subscribe
              }
              mailbox Archive {
                special_use = \Archive
                auto = subscribe
              }
            }
            protocol imap {
              mail_plugins = $mail_plugins imap_quota imap_zlib
              {{(options.ProtocolLog ? $"rawlog_dir = {root}/rawlog/%u" : "")}}
            }
            plugin {
              quota = count:User quota
              {{quota}}
              quota_vsizes = yes
            }
            {{CapabilityLine(options.Idle, options.Hidden)}}
            {{string.Concat(options.Faces.Select(face => Face(face.Address, CapabilityLine(options.Idle, face.Hidden))))}}
            service imap-login {
              service_count = 0
              process_min_avail = 1
              inet_listener imap {
                port = {{ports.ImapPlain}}
              }
              inet_listener imaps {
                port = {{ports.Imaps}}
                ssl = yes
              }
            }
            service pop3-login {
              inet_listener pop3 {
                port = {{ports.Pop3Plain}}
              }
              inet_listener pop3s {
                port = {{ports.Pop3s}}
                ssl = yes
              }
            }
            service lmtp {
              inet_listener lmtp {
                address = 127.0.0.1
                port = {{ports.Lmtp}}
              }
            }
            service auth {
              unix_listener auth-postfix {
                mode = 0666
              }
            }
            service stats {
              unix_listener stats-writer {
                mode = 0666
              }
            }
            {{options.ExtraDovecot}}

            """;
    }

    /// <summary>Has Dovecot ask the provider what a token is worth (RFC 7662).</summary>
    public static string OAuthText(Uri introspection) => $"""
        introspection_url = {introspection}
        introspection_mode = post
        client_id = {OAuthServer.MailServerId}
        client_secret = {OAuthServer.MailServerSecret}
        username_attribute = sub
        active_attribute = active
        active_value = true

        """;

    private static string OAuth(string root, MailServerOptions options) => options.OAuth is null ? "" : $$"""
        passdb {
          driver = oauth2
          mechanisms = {{string.Join(' ', options.OAuthMechanisms)}}
          args = {{root}}/dovecot/oauth2.conf
        }
        """;

    private static string Face(string address, string settings) => $$"""
        local {{address}} {
          protocol imap {
            {{settings}}
          }
        }

        """;

    // NOTIFY is used like IDLE: a server without the one that had the other would not be polled.
    private static string CapabilityLine(bool idle, IReadOnlyList<string> hidden)
    {
        string[] all = idle ? [.. hidden] : [.. hidden, "IDLE", "NOTIFY"];
        return all.Length == 0 ? "" : "imap_capability = " + string.Join(' ', Capabilities.Split(' ').Except(all, StringComparer.Ordinal));
    }
}
