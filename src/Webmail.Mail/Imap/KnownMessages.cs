using Webmail.Model;

namespace Webmail.Mail.Imap;

/// <summary>What the index holds of a folder between two UIDs, both included, ascending.</summary>
public delegate Task<IReadOnlyList<KnownMessage>> KnownMessages(uint fromUid, uint toUid, CancellationToken cancellationToken);
