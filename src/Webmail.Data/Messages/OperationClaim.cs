namespace Webmail.Data;

/// <summary>Whether operations may be played to the server.</summary>
public enum OperationClaim
{
    /// <summary>They are ours: play them.</summary>
    Claimed,

    /// <summary>The person took at least one back meanwhile; none was claimed: ask for the next ones again.</summary>
    Changed,

    /// <summary>Another actor owns the account: stop.</summary>
    Lost,
}
