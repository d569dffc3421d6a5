using Webmail.Data;
using Webmail.Model;

namespace Webmail.Engine.Reading;

/// <summary>Where the server has a message.</summary>
internal sealed record ServerPlace(SyncFolder Folder, uint Uid, long SizeBytes)
{
    /// <exception cref="MailFaultException">Nowhere that is known.</exception>
    public static async Task<ServerPlace> FindAsync(AccountSettings account, BodyTools tools, MessageId message, CancellationToken cancellationToken)
    {
        var facts = await tools.Queries.FindAsync(account.User, message, cancellationToken);
        if (facts is not { Uid: { } uid })
            throw new MailFaultException(new MailFault(MailFaultKind.NotFound, "The message has no place on the server yet"));
        var folder = (await tools.Folders.SyncFoldersAsync(account.Id, cancellationToken)).FirstOrDefault(candidate => candidate.Id == facts.FolderId)
            ?? throw new MailFaultException(new MailFault(MailFaultKind.NotFound, "The folder is gone"));
        return new ServerPlace(folder, uid, facts.SizeBytes);
    }
}
