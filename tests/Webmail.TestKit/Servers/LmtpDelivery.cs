using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace Webmail.TestKit.Servers;

/// <summary>One delivery by LMTP (RFC 2033): the answer comes when the message is in the mailbox.</summary>
internal static class LmtpDelivery
{
    public static async Task SendAsync(int port, string recipient, ReadOnlyMemory<byte> message, CancellationToken cancellationToken)
    {
        using var client = new TcpClient();
        await client.ConnectAsync("127.0.0.1", port, cancellationToken);
        await using var stream = client.GetStream();
        using var reader = new StreamReader(stream, Encoding.UTF8);

        await ExpectAsync(null, 220);
        await ExpectAsync("LHLO localhost\r\n"u8.ToArray(), 250);
        await ExpectAsync("MAIL FROM:<sender@example.org>\r\n"u8.ToArray(), 250);
        await ExpectAsync(Encoding.UTF8.GetBytes($"RCPT TO:<{recipient}>\r\n"), 250);
        await ExpectAsync("DATA\r\n"u8.ToArray(), 354);
        await ExpectAsync(DotStuffed(message.Span), 250);
        await ExpectAsync("QUIT\r\n"u8.ToArray(), 221);

        async Task ExpectAsync(byte[]? command, int code)
        {
            if (command is not null)
                await stream.WriteAsync(command, cancellationToken);
            string? line;
            do
                line = await reader.ReadLineAsync(cancellationToken);
            while (line is { Length: > 3 } && line[3] == '-');
            if (line is null || !line.StartsWith(code.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal))
                throw new IOException($"LMTP said '{line}' where {code} was expected");
        }
    }

    /// <summary>CRLF line ends, leading dots doubled, the final dot (RFC 5321 §4.5.2).</summary>
    private static byte[] DotStuffed(ReadOnlySpan<byte> message)
    {
        var result = new List<byte>(message.Length + (message.Length / 40) + 8);
        var atLineStart = true;
        foreach (var value in message)
        {
            switch (value)
            {
                case (byte)'\r':
                    continue;
                case (byte)'\n':
                    result.AddRange("\r\n"u8);
                    atLineStart = true;
                    continue;
                case (byte)'.' when atLineStart:
                    result.Add(value);
                    break;
            }

            result.Add(value);
            atLineStart = false;
        }

        if (!atLineStart)
            result.AddRange("\r\n"u8);
        result.AddRange(".\r\n"u8);
        return [.. result];
    }
}
