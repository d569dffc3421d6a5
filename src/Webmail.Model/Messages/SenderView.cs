namespace Webmail.Model;

/// <summary>What is known of who really sent a message.</summary>
/// <param name="Domain">Whose signature or server vouches for it; with <see cref="SenderVerdict.SignedByOther"/> whose signature it carries instead; empty when there is none.</param>
/// <param name="CheckedBy">The server of the account's own provider that checked it; empty when we did.</param>
/// <param name="Checks">Single results, for those who ask.</param>
/// <param name="Doubts">What a person should look at before they trust the message.</param>
public sealed record SenderView(SenderVerdict Verdict, string Domain, string CheckedBy, IReadOnlyList<SenderCheck> Checks, IReadOnlyList<SenderDoubt> Doubts)
{
    /// <summary>The address is really that of who sent it.</summary>
    public bool IsVerified => Verdict is SenderVerdict.DomainSigned or SenderVerdict.SentByServer;
}

/// <summary>Whether the address a message names is where it came from.</summary>
public enum SenderVerdict
{
    /// <summary>Nobody could look it up now.</summary>
    Unknown,

    /// <summary>The domain of the address signed it (DKIM).</summary>
    DomainSigned,

    /// <summary>It came from a server that the domain of the address allows (SPF).</summary>
    SentByServer,

    /// <summary>The domain of the address says that this is not from it, or a signature is broken.</summary>
    Failed,

    /// <summary>Signed by a domain that is not the one of the address.</summary>
    SignedByOther,

    NotSigned,
}

/// <param name="Method">As RFC 8601 names it: dkim, spf, dmarc.</param>
/// <param name="Result">As RFC 8601 names it: pass, fail, none and so on.</param>
/// <param name="Domain">Of whom; empty when it does not say.</param>
public sealed record SenderCheck(string Method, string Result, string Domain);

/// <param name="About">The name, address or domain it is about; empty when it needs none.</param>
public sealed record SenderDoubt(SenderDoubtKind Kind, string About)
{
    /// <summary>Worth knowing, but nothing to worry about by itself.</summary>
    public bool IsMild => Kind is SenderDoubtKind.FirstMessage or SenderDoubtKind.RepliesElsewhere;
}

public enum SenderDoubtKind
{
    /// <summary>The name is an address, and another one.</summary>
    NameIsAnotherAddress,

    /// <summary>The name of somebody the person knows, from an address they do not.</summary>
    NameOfContact,

    /// <summary>The domain looks like one the person knows.</summary>
    LooksLikeContact,

    /// <summary>The domain mixes alphabets so that letters look like others.</summary>
    MixedAlphabets,

    /// <summary>More than one author, or more than one From.</summary>
    SeveralAuthors,

    /// <summary>Characters that turn text around, cannot be seen, or hide what follows.</summary>
    HiddenCharacters,

    RepliesElsewhere,
    FirstMessage,
}
