using MailKit.Net.Smtp;
using MimeKit;
using Webmail.Mail.Sasl;
using Webmail.Model;

namespace Webmail.Mail.Smtp;

/// <summary>Hands a finished message to an account's SMTP server: one attempt a call.</summary>
public sealed class SmtpSubmitter
{
    private static readonly FormatOptions Transmitted = CreateFormat();

    private readonly SmtpConnector _connector;

    internal SmtpSubmitter(SmtpConnector connector) => _connector = connector;

    /// <param name="message">The frozen bytes; a Bcc header in them is not transmitted.</param>
    /// <exception cref="OperationCanceledException">Cancelled before the message was sent off; afterwards the result is <see cref="SubmissionResult.Unknown"/>.</exception>
    public Task<SubmissionResult> SubmitAsync(AccountServers servers, MailCredential credential, string sender, IReadOnlyList<string> recipients, Stream message, CancellationToken cancellationToken) =>
        SubmitAsync(servers, new GivenCredential(credential), sender, recipients, message, cancellationToken);

    /// <inheritdoc cref="SubmitAsync(AccountServers, MailCredential, string, IReadOnlyList{string}, Stream, CancellationToken)"/>
    public async Task<SubmissionResult> SubmitAsync(AccountServers servers, ICredentialSource credentials, string sender, IReadOnlyList<string> recipients, Stream message, CancellationToken cancellationToken)
    {
        using var parsed = await MimeMessage.LoadAsync(message, persistent: true, cancellationToken);
        var from = new MailboxAddress("", sender);
        var to = recipients.Select(address => new MailboxAddress("", address)).ToList();
        SmtpConnection connection;
        try
        {
            connection = await SecondTry.SignInAsync(credentials, credential => _connector.ConnectAsync(servers, credential, sender, cancellationToken), cancellationToken);
        }
        catch (MailFaultException exception)
        {
            // Before MAIL FROM the message is not what was refused: it waits until the way is free again.
            return NoSmtpServer.Is(servers.Smtp) ? new SubmissionResult.Rejected(exception.Fault) : new SubmissionResult.Deferred(exception.Fault);
        }

        await using (connection)
        {
            // 0 is "no fixed limit".
            return await SendAsync(connection, parsed, from, to, cancellationToken) with { MaxBytes = connection.Client.MaxSize is > 0 and var limit ? limit : null };
        }
    }

    /// <summary>Signs in without sending anything.</summary>
    /// <returns>Null when signed in, else why not.</returns>
    public async Task<MailFault?> VerifyAsync(AccountServers servers, MailCredential credential, CancellationToken cancellationToken) =>
        (await CheckAsync(servers, new GivenCredential(credential), cancellationToken)).Fault;

    /// <summary>Signs in without sending anything, and says under which TLS.</summary>
    /// <returns>No fault when signed in.</returns>
    public async Task<(MailFault? Fault, string? Tls)> CheckAsync(AccountServers servers, ICredentialSource credentials, CancellationToken cancellationToken)
    {
        try
        {
            await using var connection = await SecondTry.SignInAsync(credentials, credential => _connector.ConnectAsync(servers, credential, servers.SmtpUserName, cancellationToken), cancellationToken);
            return (null, connection.Stream.Tls);
        }
        catch (MailFaultException exception)
        {
            return (exception.Fault, null);
        }
    }

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
