using Webmail.Model;

namespace Webmail.Mail.Authenticity;

/// <summary>What the head of a message says about its sender, as it came.</summary>
/// <param name="Authors">Of all From fields.</param>
/// <param name="FromFields">How many From fields there are; one is right (RFC 5322 §3.6).</param>
/// <param name="RawFrom">The first From field, not decoded.</param>
/// <param name="Results">The topmost Authentication-Results (RFC 8601); null when there is none.</param>
/// <param name="IsAboveReceived">No server wrote a Received above <paramref name="Results"/>: it was added last, here.</param>
/// <param name="HasSignature">There is a DKIM-Signature.</param>
/// <param name="IsList">It came by way of a mailing list.</param>
public sealed record SenderEvidence(
    IReadOnlyList<MailPerson> Authors,
    int FromFields,
    string RawFrom,
    IReadOnlyList<MailPerson> ReplyTo,
    byte[]? Results,
    bool IsAboveReceived,
    bool HasSignature,
    bool IsList)
{
    public static SenderEvidence None { get; } = new([], 0, "", [], null, false, false, false);
}
