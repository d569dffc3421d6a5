namespace Webmail.Model;

/// <summary>What a server expects as user name.</summary>
public enum LoginForm
{
    /// <summary>The whole address.</summary>
    Address,

    /// <summary>The part before the @.</summary>
    LocalPart,
}
