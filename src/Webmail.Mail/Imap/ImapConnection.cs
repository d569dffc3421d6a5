using MailKit;
using MailKit.Net.Imap;
using Webmail.Mail.Network;
using Webmail.Model;

namespace Webmail.Mail.Imap;

/// <summary>A signed-in connection as the pool keeps it.</summary>
/// <param name="ProviderId">The preset the account was made from; empty when typed by hand.</param>
internal sealed record ImapConnection(
    ImapClient Client,
    BoundedMailStream Stream,
    ImapResponseScanner Scanner,
    string ProviderId) : IDisposable
{
    /// <summary>QRESYNC is there (RFC 7162 §3.2); it was enabled right after sign-in.</summary>
    public bool HasQuickResync => Client.Capabilities.HasFlag(ImapCapabilities.QuickResync);

    /// <summary>CONDSTORE is there. Yahoo reports HIGHESTMODSEQ without having it: only the capability counts.</summary>
    public bool HasModSeq => (Client.Capabilities & (ImapCapabilities.CondStore | ImapCapabilities.QuickResync)) != 0;

    /// <summary>What the server calls the conversation of a message: X-GM-THRID, or THREADID (RFC 8474 §5.2); none where it does not say.</summary>
    public MessageSummaryItems ThreadItem =>
        Client.Capabilities.HasFlag(ImapCapabilities.GMailExt1) ? MessageSummaryItems.GMailThreadId
        : Client.Capabilities.HasFlag(ImapCapabilities.ObjectID) ? MessageSummaryItems.ThreadId
        : MessageSummaryItems.None;

    /// <summary>False for a server that answers SEARCH with NO; learnt when it does.</summary>
    public bool CanSearch { get; set; } = true;

    /// <summary>UIDs shown by EXAMINE are not final; learnt when one comes without UIDNEXT.</summary>
    public bool KeepsUidsOnlyOnSelect { get; set; }

    /// <summary>False where a range of a section is not what the server says it is.</summary>
    public bool HasRanges { get; init; } = true;

    /// <summary>How far the open folder was known to reach when it was opened.</summary>
    public ShownMessages? Shown { get; set; }

    /// <summary>Where the slow walk over the older flags of a folder stands, by path: the last UID looked at. Only for servers without CONDSTORE.</summary>
    public Dictionary<string, uint> FlagWalk { get; } = [];

    /// <summary>When a folder was last compared in full, by path, as a timestamp.</summary>
    public Dictionary<string, long> LastDiff { get; } = [];

    /// <summary>True when the open folder surely shows this message, if it is there.</summary>
    public bool Shows(string path, uint uidValidity, uint uid) => Shown is { } shown && shown.Path == path && shown.UidValidity == uidValidity && uid < shown.UidNext;

    /// <inheritdoc cref="MailFaults.GuardAsync{T}"/>
    public Task<T> GuardAsync<T>(Func<Task<T>> work, CancellationToken cancellationToken) =>
        MailFaults.GuardAsync(Scanner, work, cancellationToken);

    /// <inheritdoc cref="MailFaults.GuardAsync{T}"/>
    public Task GuardAsync(Func<Task> work, CancellationToken cancellationToken) =>
        MailFaults.GuardAsync(Scanner, work, cancellationToken, MailFaultKind.Refused);

    /// <summary>Says LOGOUT when the server listens, and closes in any case.</summary>
    public async Task LogoutAsync()
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(2));
        try
        {
            await Client.DisconnectAsync(quit: true, patience.Token);
        }
        catch (Exception exception) when (exception is OperationCanceledException || MailFaults.Translate(exception, Scanner, MailFaultKind.Network) is not null)
        {
            // It was to be closed anyway.
        }
        finally
        {
            Dispose();
        }
    }

    public void Dispose()
    {
        Client.Dispose();
        Stream.Dispose();
    }
}

/// <summary>What a connection saw of a folder when it opened it.</summary>
internal sealed record ShownMessages(string Path, uint UidValidity, uint UidNext);
