using Webmail.Model;

namespace Webmail.Mail.Smtp;

/// <summary>Hands a finished message to an account's SMTP server: one attempt a call.</summary>
public sealed class SmtpSubmitter
{
    /// <param name="message">The frozen bytes; a Bcc header in them is not transmitted.</param>
    public Task<SubmissionResult> SubmitAsync(AccountServers servers, MailCredential credential, string sender, IReadOnlyList<string> recipients, Stream message, CancellationToken cancellationToken) => throw new NotImplementedException();

    /// <summary>Signs in without sending anything.</summary>
    /// <returns>Null when signed in, else why not.</returns>
    public Task<MailFault?> VerifyAsync(AccountServers servers, MailCredential credential, CancellationToken cancellationToken) => throw new NotImplementedException();
}
