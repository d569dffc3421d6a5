using Webmail.Model;

namespace Webmail.Mail.Imap;

/// <summary>What <see cref="IdleWatcher"/> rings. Called from any thread; nothing of it may block.</summary>
/// <param name="Folder">The folder with this path may have changed; also after each reconnection and at each turn of polling.</param>
/// <param name="Everything">Any folder, or the list of folders, may have changed.</param>
/// <param name="Health">What push covers from now on, and the fault when it broke.</param>
public sealed record PushBell(Action<string> Folder, Action Everything, Action<PushExtent, MailFault?> Health);
