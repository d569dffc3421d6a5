namespace Webmail.Mail.Network;

/// <summary>Looks at what a server sends before a client parses it.</summary>
internal interface IResponseScanner
{
    /// <exception cref="Model.MailFaultException">The bytes go beyond what the client can be trusted with.</exception>
    void Received(ReadOnlySpan<byte> bytes);

    void Sent(ReadOnlySpan<byte> bytes);

    /// <summary>The last line in which the server said no or goodbye, as it came; empty when it has not.</summary>
    string LastRefusal { get; }
}
