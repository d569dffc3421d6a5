using Webmail.Mail.Network;
using Webmail.Model;

namespace Webmail.Mail.Smtp;

/// <summary>A signed-in connection to a submission server.</summary>
internal sealed record SmtpConnection(SubmissionClient Client, BoundedMailStream Stream, SmtpResponseScanner Scanner) : IAsyncDisposable
{
    /// <summary>Says QUIT when the server listens, and closes in any case.</summary>
    public async ValueTask DisposeAsync()
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(2));
        try
        {
            await Client.DisconnectAsync(quit: true, patience.Token);
        }
        catch (Exception exception) when (exception is OperationCanceledException || MailFaults.Translate(exception, Scanner, MailFaultKind.Network) is not null)
        {
            // It was to be closed anyway, and what counts was answered before.
        }
        finally
        {
            Client.Dispose();
            await Stream.DisposeAsync();
        }
    }
}
