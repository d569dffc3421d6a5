using Webmail.Model;

namespace Webmail.Data;

/// <summary>The text of a message on its way into the search index.</summary>
/// <param name="Text">Empty when it has none.</param>
/// <param name="Files">Names of its attachments.</param>
/// <param name="FetchedBytes">What it cost to get from the server; counted against the day's allowance.</param>
public sealed record NewText(MessageId Message, string Text, IReadOnlyList<string> Files, long FetchedBytes);

/// <summary>A message whose text is not in the search index yet.</summary>
public sealed record TextlessMessage(MessageId Id, FolderId Folder, uint Uid, BlobId? BodyBlob);
