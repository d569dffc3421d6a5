using Webmail.Data;
using Webmail.Mail.Imap;

namespace Webmail.Engine.Sync;

/// <summary>What replaying needs beside <see cref="SyncTools"/>; the same for every account.</summary>
internal sealed record ReplayTools(
    FolderEditor Editor,
    ImapCopies Copies,
    FolderOperationLog FolderLog,
    TransferLog Transfers,
    BlobStore Blobs);
