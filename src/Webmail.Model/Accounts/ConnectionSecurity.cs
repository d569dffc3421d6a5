namespace Webmail.Model;

/// <summary>How a connection to a mail server is protected. There is no "if available": that could be taken away by anybody in between.</summary>
public enum ConnectionSecurity
{
    /// <summary>TLS from the first byte (RFC 8314).</summary>
    Tls,

    /// <summary>STARTTLS is demanded; without it the connection ends.</summary>
    StartTls,

    /// <summary>No protection. Only for servers that the administrator configured so.</summary>
    None,
}
