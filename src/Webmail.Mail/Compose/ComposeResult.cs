namespace Webmail.Mail.Compose;

/// <summary>The outcome of composing.</summary>
public abstract record ComposeResult
{
    private ComposeResult()
    {
    }

    public sealed record Composed(ComposedMessage Message) : ComposeResult;

    /// <summary>Something has to be corrected first.</summary>
    public sealed record Invalid(IReadOnlyList<ComposeProblem> Problems) : ComposeResult;
}

/// <summary>What keeps a message from being composed.</summary>
/// <param name="Value">The text that is wrong, at most 200 characters without control characters; empty where the field as a whole is.</param>
public sealed record ComposeProblem(ComposeField Field, ComposeProblemCode Code, string Value);

/// <summary>Where a <see cref="ComposeProblem"/> is.</summary>
public enum ComposeField
{
    From,
    To,
    Cc,
    Bcc,
}

/// <summary>Reasons of a <see cref="ComposeProblem"/>.</summary>
public enum ComposeProblemCode
{
    /// <summary>None of To, Cc and Bcc holds an address.</summary>
    NoRecipients,

    /// <summary>Not an address, or one that no server understands.</summary>
    InvalidAddress,

    /// <summary>More recipients than <see cref="MessageComposer.MaxRecipients"/>.</summary>
    TooManyRecipients,
}
