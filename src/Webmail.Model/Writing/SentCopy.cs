namespace Webmail.Model;

/// <summary>Who files the copy of what an account sends.</summary>
public enum SentCopy
{
    /// <summary>As is known of the provider.</summary>
    AsProvider = 0,

    /// <summary>The provider does; we must not add a second one.</summary>
    ByProvider = 1,

    /// <summary>We do, into the folder that has the role of Sent.</summary>
    ByUs = 2,
}
