namespace Webmail.Model;

/// <summary>Why a mail server said no.</summary>
public enum MailFaultKind
{
    /// <summary>Wrong password, app password needed, protocol switched off: the provider wants something of the person.</summary>
    Authentication,

    /// <summary>The certificate is not trusted, expired or for another name. <see cref="MailFault.ServerText"/> says which.</summary>
    Certificate,

    /// <summary>No connection, or it broke.</summary>
    Network,

    /// <summary>Understood and refused for good.</summary>
    Refused,

    /// <summary>Too many connections or commands: later.</summary>
    Throttled,

    /// <summary>The mailbox or the message is too large.</summary>
    Quota,

    /// <summary>Not the protocol: garbage, limits exceeded, PREAUTH, an answer that never ends.</summary>
    Protocol,

    /// <summary>The server lacks what is needed, such as STARTTLS.</summary>
    Unsupported,

    /// <summary>The folder or message is gone.</summary>
    NotFound,
}

/// <summary>A refusal as a value: what kind, in whose words, when to try again.</summary>
/// <param name="ServerText">The server's own words, or the technical reason; at most 500 characters, no control characters.</param>
/// <param name="RetryAfter">When the server named a pause; null otherwise.</param>
public sealed record MailFault(MailFaultKind Kind, string ServerText, TimeSpan? RetryAfter = null)
{
    /// <summary>Enhanced status code of an SMTP server (RFC 3463), "5.1.1"; empty when it gave none.</summary>
    public string Code { get; init; } = "";

    /// <summary><see cref="ServerText"/> with its code in front.</summary>
    public string CodeAndText => Code.Length > 0 ? $"{Code} {ServerText}" : ServerText;

    /// <summary>True when waiting and trying again, without the person, can help.</summary>
    public bool IsTransient => Kind is MailFaultKind.Network or MailFaultKind.Throttled or MailFaultKind.Protocol;

    /// <summary>True when what was asked for is refused for good; otherwise the whole account waits, for the server or for the person.</summary>
    public bool IsFinal => !IsTransient && Kind is not (MailFaultKind.Authentication or MailFaultKind.Certificate);
}

/// <summary>A <see cref="MailFault"/> on its way up. The connection it happened on is already dropped.</summary>
public sealed class MailFaultException : Exception
{
    public MailFaultException(MailFault fault)
        : base($"{fault.Kind}: {fault.ServerText}") => Fault = fault;

    public MailFaultException(MailFault fault, Exception innerException)
        : base($"{fault.Kind}: {fault.ServerText}", innerException) => Fault = fault;

    public MailFault Fault { get; }
}
