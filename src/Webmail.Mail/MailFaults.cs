using System.Net.Sockets;
using MailKit;
using MailKit.Net.Imap;
using MailKit.Net.Smtp;
using Webmail.Mail.Network;
using Webmail.Model;

namespace Webmail.Mail;

/// <summary>The one place where what MailKit, sockets and TLS throw becomes a <see cref="MailFault"/>.</summary>
internal static class MailFaults
{
    private const int MaxText = 500;

    /// <summary>Keeps the promise of <see cref="MailFault.ServerText"/>: short, no control characters.</summary>
    public static MailFault Create(MailFaultKind kind, string text, TimeSpan? retryAfter = null)
    {
        var clean = new string([.. text.Take(MaxText).Select(c => char.IsControl(c) ? ' ' : c)]).Trim();
        if (clean.Length > 0 && char.IsHighSurrogate(clean[^1]))
            clean = clean[..^1];
        return new MailFault(kind, clean.Length > 0 ? clean : "The server gave no reason", retryAfter);
    }

    /// <summary>Runs a piece of a mail dialogue; whatever goes wrong comes out as <see cref="MailFaultException"/>, except cancellation by the caller.</summary>
    public static async Task<T> GuardAsync<T>(IResponseScanner scanner, Func<Task<T>> work, CancellationToken cancellationToken, MailFaultKind otherwise = MailFaultKind.Refused)
    {
        try
        {
            return await work();
        }
        catch (Exception exception) when (Translate(exception, scanner, otherwise) is { } fault)
        {
            // MailKit closes the connection on cancellation, and the I/O error of that may come out first.
            cancellationToken.ThrowIfCancellationRequested();
            throw exception as MailFaultException ?? new MailFaultException(fault, exception);
        }
    }

    public static async Task GuardAsync(IResponseScanner scanner, Func<Task> work, CancellationToken cancellationToken, MailFaultKind otherwise = MailFaultKind.Refused) =>
        await GuardAsync(
            scanner,
            async () =>
            {
                await work();
                return true;
            },
            cancellationToken,
            otherwise);

    /// <param name="otherwise">The kind of a refusal that neither code nor words explain.</param>
    /// <returns>Null when the exception is none of the network's.</returns>
    public static MailFault? Translate(Exception exception, IResponseScanner scanner, MailFaultKind otherwise) => exception switch
    {
        MailFaultException fault => fault.Fault,
        SmtpCommandException smtp => Smtp(smtp).ToFault(otherwise),
        ServiceNotAuthenticatedException notSignedIn => Create(MailFaultKind.Authentication, notSignedIn.Message),
        MailKit.Security.AuthenticationException or ImapCommandException => Refusal(exception, scanner, otherwise),
        FolderNotFoundException or MessageNotFoundException => Create(MailFaultKind.NotFound, exception.Message),
        ImapProtocolException or SmtpProtocolException => Broken(exception, scanner, otherwise),
        ServiceNotConnectedException or IOException or SocketException or ObjectDisposedException => Goodbye(scanner) ?? Create(MailFaultKind.Network, "The connection broke"),
        FolderNotOpenException => Create(MailFaultKind.Protocol, "The server did not open the folder"),
        NotSupportedException => Create(MailFaultKind.Unsupported, exception.Message),

        // What a hostile answer makes of a parser.
        FormatException or OverflowException or ArgumentException or IndexOutOfRangeException => Create(MailFaultKind.Protocol, "The server's answer cannot be understood"),
        _ => null,
    };

    private static MailFault Refusal(Exception exception, IResponseScanner scanner, MailFaultKind otherwise)
    {
        var kind = exception is MailKit.Security.AuthenticationException ? MailFaultKind.Authentication : otherwise;
        return scanner.LastRefusal.Length > 0
            ? ServerRefusal.Parse(scanner.LastRefusal).ToFault(kind)
            : Create(kind, exception.Message);
    }

    private static MailFault Broken(Exception exception, IResponseScanner scanner, MailFaultKind otherwise)
    {
        if (Goodbye(scanner) is { } goodbye)
            return goodbye;
        if (exception.Message.Contains("unexpectedly disconnected", StringComparison.Ordinal))
            return Create(MailFaultKind.Network, "The server closed the connection");
        return exception is ImapProtocolException && scanner.LastRefusal.Length > 0
            ? ServerRefusal.Parse(scanner.LastRefusal).ToFault(otherwise)
            : Create(MailFaultKind.Protocol, exception.Message);
    }

    // A server that says goodbye says why; without a code it is as good as a broken connection.
    private static MailFault? Goodbye(IResponseScanner scanner) =>
        scanner.LastRefusal.StartsWith("* BYE", StringComparison.OrdinalIgnoreCase) || scanner.LastRefusal.StartsWith("421", StringComparison.Ordinal)
            ? ServerRefusal.Parse(scanner.LastRefusal).ToFault(MailFaultKind.Network)
            : null;

    private static ServerRefusal Smtp(SmtpCommandException exception)
    {
        // MailKit cuts the reply code off and leaves the enhanced code in the text.
        return ServerRefusal.Parse($"{(int)exception.StatusCode} {exception.Message}");
    }
}
