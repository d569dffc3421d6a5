namespace Webmail.Model;

/// <summary>Whether the mail servers were asked for what the index does not hold yet.</summary>
public enum ServerSearch
{
    NotAsked,

    Asking,

    /// <summary>What they found is in the result.</summary>
    Asked,

    /// <summary>At least one does not search, or did not answer.</summary>
    Refused,
}
