using Webmail.Model;

namespace Webmail.Engine;

/// <summary>What a test of an account does, in this order.</summary>
public enum AccountTestKind
{
    /// <summary>Connect and sign in where mail is read.</summary>
    Reading,

    /// <summary>List the folders.</summary>
    Folders,

    /// <summary>Whether the server tells of new mail by itself.</summary>
    Push,

    /// <summary>Connect and sign in where mail is sent.</summary>
    Sending,

    /// <summary>A message to oneself, sent and found in the inbox.</summary>
    Arrival,
}

/// <summary>One step of a test and how it went.</summary>
/// <param name="Server">Host and port; empty where the step is not about one.</param>
/// <param name="Tls">What was agreed on; null without TLS or where the step makes no connection.</param>
public sealed record AccountTestStep(AccountTestKind Kind, string Server, string? Tls, TimeSpan Elapsed)
{
    /// <summary>Null when the step was fine.</summary>
    public SignInResult.Failed? Failure { get; init; }

    /// <summary>The message was taken, but did not arrive while we waited: some providers take minutes.</summary>
    public bool IsLate { get; init; }

    /// <summary>Folders listed; 1 where the server pushes.</summary>
    public int Count { get; init; }

    /// <summary>Roles that no folder has.</summary>
    public IReadOnlyList<SpecialUse> Missing { get; init; } = [];
}
