using Webmail.Model;

namespace Webmail.Data;

/// <summary>A message on its way from one account to another, as far as its next step needs to know it.</summary>
/// <param name="SourcePath">Where the server of <paramref name="Source"/> has it, under <paramref name="Uid"/>.</param>
/// <param name="Body">Its bytes in the blob store; null when they are not there (any more).</param>
/// <param name="TargetMark">UIDNEXT of the target before the first attempt; null before it.</param>
public sealed record PendingTransfer(
    OperationId Id,
    AccountId Source,
    AccountId Target,
    MessageId Message,
    FolderId SourceFolder,
    string SourcePath,
    uint SourceUidValidity,
    uint Uid,
    FolderId TargetFolder,
    string TargetPath,
    string MessageIdHeader,
    MailFlags Flags,
    DateTimeOffset Received,
    BlobId? Body,
    uint? TargetMark,
    int Attempts);
