using Webmail.Model;

namespace Webmail.Mail.Network;

/// <summary>Bounds the lines of SMTP replies and knows how far the message got: the one thing that decides whether a broken attempt may be repeated.</summary>
internal sealed class SmtpResponseScanner(int maxLineBytes) : IResponseScanner
{
    // A whole EHLO answer is a few dozen lines.
    private const int MaxLinesAReply = 1000;

    private static readonly byte[] End = "\r\n.\r\n"u8.ToArray();

    private readonly LineBuffer _line = new();
    private readonly byte[] _tail = new byte[5];
    private int _lines;
    private bool _inData;

    public string LastRefusal { get; private set; } = "";

    /// <summary>The end of the message was given to the network: the server may have it.</summary>
    public bool MessageSent { get; private set; }

    /// <summary>Another message begins on the same connection.</summary>
    public void BeginMessage()
    {
        (MessageSent, _inData, LastRefusal) = (false, false, "");
        Array.Clear(_tail);
    }

    public void Received(ReadOnlySpan<byte> bytes)
    {
        foreach (var value in bytes)
        {
            _line.Append(value);
            if (_line.Length > maxLineBytes)
                throw Violation($"a line of more than {maxLineBytes} bytes");
            if (value == '\n')
                EndOfLine();
        }
    }

    public void Sent(ReadOnlySpan<byte> bytes)
    {
        _lines = 0;
        if (!_inData || MessageSent)
            return;

        foreach (var value in bytes.Length > _tail.Length ? bytes[^_tail.Length..] : bytes)
        {
            Array.Copy(_tail, 1, _tail, 0, _tail.Length - 1);
            _tail[^1] = value;
        }

        MessageSent = _tail.AsSpan().SequenceEqual(End);
    }

    private void EndOfLine()
    {
        var line = _line.Start;
        if (++_lines > MaxLinesAReply)
            throw Violation("an answer without an end");
        if (line.StartsWith("354"u8))
        {
            _inData = true;

            // A message without a body: its "." is the first thing on a line.
            _tail[^2] = (byte)'\r';
            _tail[^1] = (byte)'\n';
        }
        else if (line[0] is (byte)'4' or (byte)'5')
        {
            LastRefusal = _line.ToString();
        }

        _line.Clear();
    }

    private static MailFaultException Violation(string what) => new(new MailFault(MailFaultKind.Protocol, $"The server sent {what}"));
}
