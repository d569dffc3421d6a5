using MailKit.Net.Smtp;
using MimeKit;
using Webmail.Mail.Sasl;
using Webmail.Model;

namespace Webmail.Mail.Smtp;

/// <summary>
/// Messages of one account over one connection, as long as it lasts; made when the first one comes. Not for two callers at once. Nothing that counts waits
/// for the goodbye: a message's result is there before.
/// </summary>
public sealed class SmtpSession : IAsyncDisposable
{
    private static readonly FormatOptions Transmitted = CreateFormat();

    private readonly SmtpConnector _connector;
    private readonly AccountServers _servers;
    private SmtpConnection? _connection;
    private MailCredential? _signedInWith;

    internal SmtpSession(SmtpConnector connector, AccountServers servers) => (_connector, _servers) = (connector, servers);

    /// <summary>There is a connection that should not be kept long without use.</summary>
    public bool IsOpen => _connection is not null;

    /// <param name="message">The frozen bytes; a Bcc header in them is not transmitted.</param>
    /// <exception cref="OperationCanceledException">Cancelled before the message was sent off; afterwards the result is <see cref="SubmissionResult.Unknown"/>.</exception>
    public async Task<SubmissionResult> SubmitAsync(ICredentialSource credentials, Submission submission, Stream message, CancellationToken cancellationToken)
    {
        using var parsed = await MimeMessage.LoadAsync(message, persistent: true, cancellationToken);
        try
        {
            // A connection that was signed in with another password ends; one with an older token is as good as ever.
            if (_connection is not null && await credentials.GetAsync(cancellationToken) is { Kind: CredentialKind.Password } current && current != _signedInWith)
                await CloseAsync();
        }
        catch (MailFaultException exception)
        {
            return NotTried(exception);
        }

        // Servers drop a connection that was idle, or after so many messages, without a word: then once more over a new one. Nothing was handed over.
        if (_connection is not null && await AttemptAsync(_connection, parsed, submission, cancellationToken) is { } result && !WasDropped(result))
            return result;

        await CloseAsync();
        try
        {
            _connection = await SecondTry.SignInAsync(
                credentials,
                credential =>
                {
                    _signedInWith = credential;
                    return _connector.ConnectAsync(_servers, credential, submission.Sender, cancellationToken);
                },
                cancellationToken);
        }
        catch (MailFaultException exception)
        {
            return NotTried(exception);
        }

        return await AttemptAsync(_connection, parsed, submission, cancellationToken);
    }

    /// <summary>Says goodbye; the next message makes a connection anew.</summary>
    public async Task CloseAsync()
    {
        if (_connection is not { } connection)
            return;
        _connection = null;
        await connection.DisposeAsync();
    }

    public async ValueTask DisposeAsync() => await CloseAsync();

    // Before MAIL FROM the message is not what was refused: it waits until the way is free again.
    private SubmissionResult NotTried(MailFaultException exception) =>
        NoSmtpServer.Is(_servers.Smtp) ? new SubmissionResult.Rejected(exception.Fault) : new SubmissionResult.Deferred(exception.Fault);

    private async Task<SubmissionResult> AttemptAsync(SmtpConnection connection, MimeMessage message, Submission submission, CancellationToken cancellationToken)
    {
        connection.Scanner.BeginMessage();
        connection.Client.BeginMessage(submission.WantsReport);
        var isUsable = false;
        try
        {
            var to = submission.Recipients.Select(address => new MailboxAddress("", address)).ToList();
            var result = await SendAsync(connection, message, new MailboxAddress("", submission.Sender), to, cancellationToken);
            isUsable = result is SubmissionResult.Accepted || (result is SubmissionResult.Rejected or SubmissionResult.Deferred && connection.Client.IsConnected);
            // 0 is "no fixed limit".
            return result with { MaxBytes = connection.Client.MaxSize is > 0 and var limit ? limit : null };
        }
        finally
        {
            if (!isUsable)
                await CloseAsync();
        }
    }

    // 421 is how a server says that it closes the connection (RFC 5321 §3.8).
    private bool WasDropped(SubmissionResult result) => _connection is null && result is SubmissionResult.Deferred { Fault.Kind: MailFaultKind.Network or MailFaultKind.Protocol or MailFaultKind.Throttled };

    private static async Task<SubmissionResult> SendAsync(SmtpConnection connection, MimeMessage message, MailboxAddress from, IReadOnlyList<MailboxAddress> to, CancellationToken cancellationToken)
    {
        try
        {
            var text = await connection.Client.SendAsync(Transmitted, message, from, to, cancellationToken);
            return new SubmissionResult.Accepted(
                MailFaults.Create(MailFaultKind.Refused, text).ServerText,
                [.. connection.Client.Refused.Select(refused => new RefusedRecipient(refused.Address, MailFaults.Create(MailFaultKind.Refused, refused.Response.Response).ServerText))]);
        }
        catch (SmtpCommandException exception)
        {
            var fault = MailFaults.Translate(exception, connection.Scanner, MailFaultKind.Refused) ?? throw new InvalidOperationException("A refusal without a fault", exception);
            return (int)exception.StatusCode is >= 400 and < 500 ? new SubmissionResult.Deferred(fault) : new SubmissionResult.Rejected(fault);
        }
        catch (OperationCanceledException) when (connection.Scanner.MessageSent)
        {
            return new SubmissionResult.Unknown(new MailFault(MailFaultKind.Network, "Stopped before the server answered"));
        }
        catch (Exception exception) when (MailFaults.Translate(exception, connection.Scanner, MailFaultKind.Refused) is { } fault)
        {
            if (connection.Scanner.MessageSent)
                return new SubmissionResult.Unknown(fault);
            cancellationToken.ThrowIfCancellationRequested();

            // Unsupported: an address needs SMTPUTF8 and the server has none; that will not change.
            return fault.Kind is MailFaultKind.Unsupported or MailFaultKind.Refused or MailFaultKind.Quota
                ? new SubmissionResult.Rejected(fault)
                : new SubmissionResult.Deferred(fault);
        }
    }

    private static FormatOptions CreateFormat()
    {
        var format = FormatOptions.Default.Clone();
        format.HiddenHeaders.Add(HeaderId.Bcc);
        format.HiddenHeaders.Add(HeaderId.ResentBcc);
        format.HiddenHeaders.Add(HeaderId.ContentLength);
        return format;
    }
}
