using System.Collections.Concurrent;
using System.Security.Cryptography.X509Certificates;
using Webmail.TestKit.Servers;

namespace Webmail.IntegrationTests.Sending;

/// <summary>Where a <see cref="SmtpLedger"/> breaks the connection, or says not now.</summary>
internal enum SmtpBreak
{
    None,
    Greeting,
    Ehlo,
    StartTls,
    Auth,
    MailFrom,
    RcptTo,
    Data,

    /// <summary>With half of the message read.</summary>
    InsideTheMessage,

    /// <summary>The message is there and counted, and nobody is told.</summary>
    BeforeTheReply,

    /// <summary>Counted and answered, and gone before QUIT.</summary>
    AfterTheReply,

    /// <summary>451 to RCPT TO.</summary>
    NotNow,

    /// <summary>451 after the message: it was not taken.</summary>
    NotNowAfterTheMessage,
}

/// <summary>A submission server that keeps count of what it accepted, by Message-ID, and breaks where it is told to, once.</summary>
internal sealed class SmtpLedger : IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, int> _accepted = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<SmtpBreak, int> _broken = new();
    private readonly X509Certificate2 _certificate;
    private readonly ScriptedServer _server;
    private int _next;

    private SmtpLedger(X509Certificate2 certificate)
    {
        _certificate = certificate;
        _server = ScriptedServer.Start(PlayAsync, certificate);
    }

    public int Port => _server.Port;

    /// <summary>How often it broke where.</summary>
    public IReadOnlyDictionary<SmtpBreak, int> Broken => _broken;

    /// <param name="tlsDirectory">Holds server.pem and server.key.</param>
    public static SmtpLedger Start(string tlsDirectory)
    {
        using var certificate = X509Certificate2.CreateFromPemFile(Path.Combine(tlsDirectory, "server.pem"), Path.Combine(tlsDirectory, "server.key"));
        return new SmtpLedger(X509CertificateLoader.LoadPkcs12(certificate.Export(X509ContentType.Pkcs12), null));
    }

    /// <summary>How often a message was accepted.</summary>
    public int CountOf(string messageId) => _accepted.GetValueOrDefault(messageId);

    /// <summary>Everything that was accepted.</summary>
    public IReadOnlyDictionary<string, int> Accepted => _accepted;

    /// <summary>The next connection that gets there breaks there.</summary>
    public void BreakAt(SmtpBreak place) => Volatile.Write(ref _next, (int)place);

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        _certificate.Dispose();
    }

    private bool Breaks(SmtpBreak place)
    {
        if (Interlocked.CompareExchange(ref _next, (int)SmtpBreak.None, (int)place) != (int)place)
            return false;
        _broken.AddOrUpdate(place, 1, (_, count) => count + 1);
        return true;
    }

    private async Task PlayAsync(ScriptedConnection connection)
    {
        if (Breaks(SmtpBreak.Greeting))
            return;
        await connection.SayAsync("220 ready");
        await connection.ExpectAsync("EHLO");
        if (Breaks(SmtpBreak.Ehlo))
            return;
        await connection.SayAsync("250-ledger", "250-PIPELINING", "250-SIZE 30000000", "250 STARTTLS");
        await connection.ExpectAsync("STARTTLS");
        await connection.SayAsync("220 go");
        if (Breaks(SmtpBreak.StartTls))
            return;
        await connection.StartTlsAsync();
        await connection.ExpectAsync("EHLO");
        await connection.SayAsync("250-ledger", "250-PIPELINING", "250-SIZE 30000000", "250-8BITMIME", "250 AUTH PLAIN");
        await connection.ExpectAsync("AUTH PLAIN");
        if (Breaks(SmtpBreak.Auth))
            return;
        await connection.SayAsync("235 2.7.0 welcome");
        await TakeAsync(connection);
    }

    // As many messages as come over one connection.
    private async Task TakeAsync(ScriptedConnection connection)
    {
        while (true)
        {
            var command = await connection.HearAsync();
            if (command.StartsWith("QUIT", StringComparison.OrdinalIgnoreCase))
            {
                await connection.SayAsync("221 bye");
                return;
            }

            if (!command.StartsWith("MAIL FROM", StringComparison.OrdinalIgnoreCase))
                await connection.SayAsync("250 ok");
            else if (!await TakeOneAsync(connection))
                return;
        }
    }

    /// <returns>False when the connection is to break.</returns>
    private async Task<bool> TakeOneAsync(ScriptedConnection connection)
    {
        if (Breaks(SmtpBreak.MailFrom))
            return false;
        await connection.SayAsync("250 ok");
        await connection.ExpectAsync("RCPT TO");
        if (Breaks(SmtpBreak.RcptTo))
            return false;
        if (Breaks(SmtpBreak.NotNow))
        {
            await connection.SayAsync("451 4.7.1 greylisted");
            return true;
        }

        await connection.SayAsync("250 ok");
        await connection.ExpectAsync("DATA");
        if (Breaks(SmtpBreak.Data))
            return false;
        await connection.SayAsync("354 go on");
        if (Breaks(SmtpBreak.InsideTheMessage))
        {
            await connection.HearAsync();
            return false;
        }

        var message = await connection.HearMessageAsync();
        if (Breaks(SmtpBreak.NotNowAfterTheMessage))
        {
            await connection.SayAsync("451 4.3.0 later");
            return true;
        }

        var id = message.First(line => line.StartsWith("Message-Id:", StringComparison.OrdinalIgnoreCase))["Message-Id:".Length..].Trim(' ', '<', '>');
        _accepted.AddOrUpdate(id, 1, (_, count) => count + 1);
        if (Breaks(SmtpBreak.BeforeTheReply))
            return false;
        await connection.SayAsync("250 2.0.0 taken");
        return !Breaks(SmtpBreak.AfterTheReply);
    }
}
