using Webmail.Model;

namespace Webmail.Mail.Imap;

/// <summary>A doorbell: says that something changed in a folder, never what.</summary>
public sealed class IdleWatcher
{
    /// <summary>Runs until cancelled; connects again by itself.</summary>
    /// <param name="ring">Called when the folder may have changed, also after each reconnection. Must not block.</param>
    /// <param name="health">Called with the fault when watching broke, with null when it works again. Must not block.</param>
    public Task RunAsync(ImapSessionPool pool, string path, Action ring, Action<MailFault?> health, CancellationToken cancellationToken) => throw new NotImplementedException();
}
