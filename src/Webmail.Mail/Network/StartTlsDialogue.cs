using System.Text;
using Webmail.Model;

namespace Webmail.Mail.Network;

/// <summary>
/// The few plain lines before TLS (RFC 3501 §6.2.1, RFC 3207). Spoken here and not by MailKit so that MailKit reads only what came
/// through TLS, and that through <see cref="BoundedMailStream"/>. Nothing the server says here is believed afterwards.
/// </summary>
internal sealed class StartTlsDialogue(Stream stream)
{
    private const int MaxLineBytes = 8 * 1024;
    private const int MaxLines = 200;

    private readonly byte[] _buffer = new byte[1024];
    private int _start;
    private int _end;
    private int _lines;

    /// <returns>The greeting for the client to read in place of the one consumed.</returns>
    /// <exception cref="MailFaultException">No STARTTLS, PREAUTH, or something sent ahead.</exception>
    public async Task<byte[]> RunAsync(MailProtocol protocol, string localDomain, CancellationToken cancellationToken)
    {
        var greeting = protocol == MailProtocol.Imap
            ? await ImapAsync(cancellationToken)
            : await SmtpAsync(localDomain, cancellationToken);

        // A line sent in the clear behind the agreement would be read as if it had come through TLS.
        if (_start < _end)
            throw Fault(MailFaultKind.Protocol, "The server sent something ahead of TLS");
        return greeting;
    }

    private async Task<byte[]> ImapAsync(CancellationToken cancellationToken)
    {
        var greeting = await ReadLineAsync(cancellationToken);
        if (greeting.StartsWith("* PREAUTH", StringComparison.OrdinalIgnoreCase))
            throw Fault(MailFaultKind.Protocol, "The server greets as if signed in, which leaves no way to TLS");
        if (!greeting.StartsWith("* OK", StringComparison.OrdinalIgnoreCase))
            throw new MailFaultException(ServerRefusal.Parse(greeting).ToFault(MailFaultKind.Refused));

        await SendAsync("S1 STARTTLS\r\n", cancellationToken);
        string answer;
        do
        {
            answer = await ReadLineAsync(cancellationToken);
        }
        while (answer.StartsWith('*'));

        if (!answer.StartsWith("S1 OK", StringComparison.OrdinalIgnoreCase))
            throw Fault(MailFaultKind.Unsupported, "The server offers no STARTTLS");

        // MailKit tells some servers' habits by the text, so it is handed on; a response code in it is not.
        var text = greeting["* OK".Length..].TrimStart();
        if (text.StartsWith('[') && text.IndexOf(']', StringComparison.Ordinal) is > 0 and var end)
            text = text[(end + 1)..].TrimStart();
        var printable = new string([.. text.Where(c => c is >= ' ' and <= '~' and not ('{' or '[' or '(' or '"'))]);
        return Encoding.ASCII.GetBytes($"* OK {(printable.Length > 0 ? printable : "ready")}\r\n");
    }

    private async Task<byte[]> SmtpAsync(string localDomain, CancellationToken cancellationToken)
    {
        var greeting = await ReadReplyAsync(cancellationToken);
        if (greeting[^1][..3] != "220")
            throw new MailFaultException(ServerRefusal.Parse(greeting[^1]).ToFault(MailFaultKind.Refused));

        await SendAsync($"EHLO {localDomain}\r\n", cancellationToken);
        var offers = await ReadReplyAsync(cancellationToken);
        if (!offers.Exists(line => line.Length > 4 && line[4..].Trim().Equals("STARTTLS", StringComparison.OrdinalIgnoreCase)))
            throw Fault(MailFaultKind.Unsupported, "The server offers no STARTTLS");

        await SendAsync("STARTTLS\r\n", cancellationToken);
        var answer = await ReadReplyAsync(cancellationToken);
        if (answer[^1][..3] != "220")
            throw Fault(MailFaultKind.Unsupported, "The server refuses STARTTLS");
        return "220 ready\r\n"u8.ToArray();
    }

    private async Task<List<string>> ReadReplyAsync(CancellationToken cancellationToken)
    {
        var lines = new List<string>();
        do
        {
            var line = await ReadLineAsync(cancellationToken);
            if (line.Length < 3 || line.AsSpan(0, 3).ContainsAnyExceptInRange('0', '9'))
                throw Fault(MailFaultKind.Protocol, "The server does not speak SMTP");
            lines.Add(line);
        }
        while (lines[^1].Length > 3 && lines[^1][3] == '-');
        return lines;
    }

    private async Task<string> ReadLineAsync(CancellationToken cancellationToken)
    {
        if (++_lines > MaxLines)
            throw Fault(MailFaultKind.Protocol, "The server talks without end before TLS");

        var line = new StringBuilder();
        while (true)
        {
            if (_start == _end)
            {
                _start = 0;
                _end = await stream.ReadAsync(_buffer, cancellationToken);
                if (_end == 0)
                    throw Fault(MailFaultKind.Network, "The server closed the connection");
            }

            var value = _buffer[_start++];
            if (value == '\n')
                return line.ToString().TrimEnd('\r');
            if (line.Length >= MaxLineBytes)
                throw Fault(MailFaultKind.Protocol, $"The server sent a line of more than {MaxLineBytes} bytes");
            line.Append((char)value);
        }
    }

    private async Task SendAsync(string command, CancellationToken cancellationToken) =>
        await stream.WriteAsync(Encoding.ASCII.GetBytes(command), cancellationToken);

    private static MailFaultException Fault(MailFaultKind kind, string text) => new(new MailFault(kind, text));
}
