using Webmail.Model;

namespace Webmail.Engine;

/// <summary>The outcome of pressing Send.</summary>
public abstract record SendResult
{
    private SendResult()
    {
    }

    /// <summary>Frozen and committed; leaves after <paramref name="UndoSeconds"/>, or <paramref name="At"/> a time the person chose.</summary>
    public sealed record Queued(OutboxId Item, int UndoSeconds, DateTimeOffset? At) : SendResult;

    /// <summary>Something has to be corrected first; the draft is as it was.</summary>
    public sealed record Invalid(IReadOnlyList<SendProblem> Problems) : SendResult;

    public sealed record NotFound : SendResult;
}

/// <summary>What keeps a draft from being sent.</summary>
/// <param name="Field">To, Cc, Bcc or Attachments.</param>
/// <param name="Value">The text that is wrong; empty where the field as a whole is.</param>
public sealed record SendProblem(string Field, SendProblemCode Code, string Value);

/// <summary>Reasons of a <see cref="SendProblem"/>.</summary>
public enum SendProblemCode
{
    NoRecipients,
    InvalidAddress,
    TooManyRecipients,

    /// <summary>The provider takes fewer recipients a message; the value says how many.</summary>
    TooManyForProvider,
    TooLarge,
    TooFarAway,
}
