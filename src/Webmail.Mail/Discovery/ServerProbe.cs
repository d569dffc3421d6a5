using System.Buffers;
using System.Text;
using Webmail.Mail.Network;
using Webmail.Model;

namespace Webmail.Mail.Discovery;

/// <summary>Tries the customary names of a domain's servers. Only one that speaks its protocol under a certificate for the name asked for counts; nobody signs in.</summary>
internal sealed class ServerProbe(MailConnector connector)
{
    private const int MaxAtOnce = 8;
    private const int MaxLine = 4096;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private static readonly string[] IncomingPrefixes = ["imap.", "imaps.", "mail.", "mx.", ""];
    private static readonly string[] OutgoingPrefixes = ["smtp.", "smtps.", "mail.", "mx.", ""];

    /// <summary>The ports that are tried; others in tests.</summary>
    internal ProbePorts Ports { get; init; } = new(993, 143, 465, 587);

    /// <returns>Null unless both are found.</returns>
    public async Task<(ServerEndpoint Imap, ServerEndpoint Smtp)?> FindAsync(string domain, CancellationToken cancellationToken)
    {
        using var turns = new SemaphoreSlim(MaxAtOnce);
        var imap = FirstAsync(Both(IncomingPrefixes, domain, Ports.Imaps, Ports.Imap), MailProtocol.Imap, turns, cancellationToken);
        var smtp = FirstAsync(Both(OutgoingPrefixes, domain, Ports.Submissions, Ports.Submission), MailProtocol.Smtp, turns, cancellationToken);
        await Task.WhenAll(imap, smtp);
        return await imap is { } incoming && await smtp is { } outgoing ? (incoming, outgoing) : null;
    }

    /// <summary>Whether the server greets as a mail server should. The names, ports and kinds of what does not are not told apart.</summary>
    public async Task<bool> AnswersAsync(ServerEndpoint endpoint, MailProtocol protocol, CancellationToken cancellationToken)
    {
        using var deadline = new CancellationTokenSource(Patience, connector.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        IResponseScanner scanner = protocol == MailProtocol.Imap ? new ImapResponseScanner(MaxLine, connector.Options.MaxNesting, MaxLine) : new SmtpResponseScanner(MaxLine);
        try
        {
            await using var stream = await connector.OpenAsync(endpoint, protocol, "localhost", scanner, either.Token);
            return await GreetingAsync(stream, either.Token) is { } greeting
                && greeting.StartsWith(protocol == MailProtocol.Imap ? "* OK" : "220", StringComparison.OrdinalIgnoreCase);
        }
        catch (Exception exception) when (exception is MailFaultException or IOException)
        {
            return false;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return false;
        }
    }

    private static IEnumerable<ServerEndpoint> Both(IReadOnlyList<string> prefixes, string domain, int tls, int startTls) =>
        prefixes.Select(prefix => new ServerEndpoint(prefix + domain, tls, ConnectionSecurity.Tls))
            .Concat(prefixes.Select(prefix => new ServerEndpoint(prefix + domain, startTls, ConnectionSecurity.StartTls)));

    private async Task<ServerEndpoint?> FirstAsync(IEnumerable<ServerEndpoint> endpoints, MailProtocol protocol, SemaphoreSlim turns, CancellationToken cancellationToken)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var tried = endpoints.Select(endpoint => TryAsync(endpoint, protocol, turns, ending.Token)).ToList();
        try
        {
            // In order: a worse name that answers sooner does not win.
            foreach (var attempt in tried)
            {
                if (await attempt is { } endpoint)
                    return endpoint;
            }

            return null;
        }
        finally
        {
            await ending.CancelAsync();
            foreach (var attempt in tried)
                await ((Task)attempt).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task<ServerEndpoint?> TryAsync(ServerEndpoint endpoint, MailProtocol protocol, SemaphoreSlim turns, CancellationToken cancellationToken)
    {
        await turns.WaitAsync(cancellationToken);
        try
        {
            return await AnswersAsync(endpoint, protocol, cancellationToken) ? endpoint : null;
        }
        finally
        {
            turns.Release();
        }
    }

    private static async Task<string?> GreetingAsync(BoundedMailStream stream, CancellationToken cancellationToken)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(MaxLine);
        try
        {
            var length = 0;
            while (length < MaxLine && !buffer.AsSpan(0, length).Contains((byte)'\n'))
            {
                var read = await stream.ReadAsync(buffer.AsMemory(length, MaxLine - length), cancellationToken);
                if (read == 0)
                    break;
                length += read;
            }

            return length == 0 ? null : Encoding.ASCII.GetString(buffer, 0, length);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}

/// <summary>Where servers listen by custom (RFC 8314 §7.3).</summary>
internal sealed record ProbePorts(int Imaps, int Imap, int Submissions, int Submission);
