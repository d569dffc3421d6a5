using Webmail.Mail.Sasl;
using Webmail.Model;

namespace Webmail.Mail.Smtp;

/// <summary>Hands finished messages to an account's SMTP server: one attempt a call.</summary>
public sealed class SmtpSubmitter
{
    private readonly SmtpConnector _connector;

    internal SmtpSubmitter(SmtpConnector connector) => _connector = connector;

    /// <summary>A way to the account's server for as many messages as there are.</summary>
    public SmtpSession Open(AccountServers servers) => new(_connector, servers);

    /// <summary>One message over a connection of its own.</summary>
    /// <param name="message">The frozen bytes; a Bcc header in them is not transmitted.</param>
    /// <exception cref="OperationCanceledException">Cancelled before the message was sent off; afterwards the result is <see cref="SubmissionResult.Unknown"/>.</exception>
    public Task<SubmissionResult> SubmitAsync(AccountServers servers, MailCredential credential, string sender, IReadOnlyList<string> recipients, Stream message, CancellationToken cancellationToken) =>
        SubmitAsync(servers, new GivenCredential(credential), sender, recipients, message, cancellationToken);

    /// <inheritdoc cref="SubmitAsync(AccountServers, MailCredential, string, IReadOnlyList{string}, Stream, CancellationToken)"/>
    public async Task<SubmissionResult> SubmitAsync(AccountServers servers, ICredentialSource credentials, string sender, IReadOnlyList<string> recipients, Stream message, CancellationToken cancellationToken)
    {
        await using var session = Open(servers);
        return await session.SubmitAsync(credentials, new Submission(sender, recipients, WantsReport: false), message, cancellationToken);
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
}
