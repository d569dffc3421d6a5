namespace Webmail.Mail.Imap;

/// <summary>What a search can find in a message beside its headers.</summary>
/// <param name="Text">Empty when it has none.</param>
/// <param name="Files">Names of its attachments.</param>
/// <param name="Bytes">What came over the line for it.</param>
public sealed record FetchedText(uint Uid, string Text, IReadOnlyList<string> Files, long Bytes);
