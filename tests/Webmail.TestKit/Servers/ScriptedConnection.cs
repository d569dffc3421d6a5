using System.Collections.Concurrent;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Webmail.TestKit.Servers;

/// <summary>One client of a <see cref="ScriptedServer"/>, from the server's side.</summary>
public sealed class ScriptedConnection : IAsyncDisposable
{
    private readonly X509Certificate2? _certificate;
    private readonly ConcurrentQueue<string> _heard;
    private readonly Action<int> _sent;
    private readonly CancellationToken _stop;
    private Stream _stream;

    internal ScriptedConnection(Stream stream, X509Certificate2? certificate, ConcurrentQueue<string> heard, Action<int> sent, CancellationToken stop)
    {
        _stream = stream;
        _certificate = certificate;
        _heard = heard;
        _sent = sent;
        _stop = stop;
    }

    /// <summary>Sends lines, each with CRLF, in one packet.</summary>
    public Task SayAsync(params IReadOnlyList<string> lines) => SendAsync(string.Concat(lines.Select(line => line + "\r\n")));

    /// <summary>Sends bytes as they are (Latin-1).</summary>
    public async Task SendAsync(string bytes)
    {
        await _stream.WriteAsync(Encoding.Latin1.GetBytes(bytes), _stop);
        await _stream.FlushAsync(_stop);
        _sent(bytes.Length);
    }

    /// <summary>Sends one byte after the other with a pause between them, for as long as the client bears it.</summary>
    public async Task DribbleAsync(string bytes, TimeSpan pause)
    {
        foreach (var value in bytes)
        {
            await SendAsync(value.ToString());
            await Task.Delay(pause, _stop);
        }
    }

    /// <summary>Repeats a text until the client leaves.</summary>
    public async Task RepeatAsync(string bytes)
    {
        while (true)
            await SendAsync(bytes);
    }

    /// <summary>The next line, without CRLF.</summary>
    /// <exception cref="IOException">The client left.</exception>
    public async Task<string> HearAsync()
    {
        var line = new StringBuilder();
        var one = new byte[1];
        while (true)
        {
            if (await _stream.ReadAsync(one, _stop) == 0)
                throw new IOException("The client left");
            if (one[0] == '\n')
                break;
            line.Append((char)one[0]);
        }

        var heard = line.ToString().TrimEnd('\r');
        _heard.Enqueue(heard);
        return heard;
    }

    /// <summary>The tag of the next IMAP command, which must contain <paramref name="command"/>.</summary>
    public async Task<string> ExpectAsync(string command)
    {
        var line = await HearAsync();
        if (!line.Contains(command, StringComparison.OrdinalIgnoreCase))
            throw new IOException($"Expected {command}, heard {line}");
        return line.Split(' ')[0];
    }

    /// <summary>Answers an IMAP command: untagged lines, then the tagged one.</summary>
    public async Task AnswerAsync(string command, string status, params IReadOnlyList<string> untagged)
    {
        var tag = await ExpectAsync(command);
        await SayAsync([.. untagged, $"{tag} {status}"]);
    }

    /// <summary>Plays an ordinary IMAP server up to the first command after sign-in.</summary>
    public async Task ImapSignInAsync(string capabilities = "IMAP4rev1")
    {
        await SayAsync("* OK ready");
        await AnswerAsync("CAPABILITY", "OK done", $"* CAPABILITY {capabilities} AUTH=PLAIN SASL-IR");
        await AnswerAsync("AUTHENTICATE PLAIN", $"OK [CAPABILITY {capabilities}] signed in");
        if (capabilities.Contains("NAMESPACE", StringComparison.Ordinal))
            await AnswerAsync("NAMESPACE", "OK done", "* NAMESPACE ((\"\" \"/\")) NIL NIL");
        else
            await AnswerAsync("LIST \"\" \"\"", "OK done", "* LIST (\\Noselect) \"/\" \"\"");
        await AnswerAsync("LIST \"\" \"INBOX\"", "OK done", "* LIST () \"/\" INBOX");
    }

    /// <summary>Plays an ordinary submission server up to the first command after sign-in.</summary>
    public async Task SmtpSignInAsync(params IReadOnlyList<string> extensions)
    {
        await SayAsync("220 ready");
        await ExpectAsync("EHLO");
        await SayAsync([.. extensions.Select(extension => "250-" + extension), "250 AUTH PLAIN"]);
        await ExpectAsync("AUTH PLAIN");
        await SayAsync("235 2.7.0 signed in");
    }

    /// <summary>Reads a message up to its final dot.</summary>
    public async Task<IReadOnlyList<string>> HearMessageAsync()
    {
        var lines = new List<string>();
        while (await HearAsync() is var line && line != ".")
            lines.Add(line);
        return lines;
    }

    /// <summary>Goes over to TLS.</summary>
    public async Task StartTlsAsync()
    {
        var secure = new SslStream(_stream, leaveInnerStreamOpen: false);
        await secure.AuthenticateAsServerAsync(
            new SslServerAuthenticationOptions { ServerCertificate = _certificate ?? throw new InvalidOperationException("The server was started without a certificate") },
            _stop);
        _stream = secure;
    }

    /// <summary>Stays silent until the client leaves.</summary>
    public async Task WaitUntilGoneAsync()
    {
        while (true)
        {
            // An SMTP client waits for the answer before it closes (RFC 5321 §4.1.1.10).
            if (await HearAsync() == "QUIT")
                await SayAsync("221 2.0.0 bye");
        }
    }

    public ValueTask DisposeAsync() => _stream.DisposeAsync();
}
