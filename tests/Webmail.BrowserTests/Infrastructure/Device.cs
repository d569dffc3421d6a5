namespace Webmail.BrowserTests.Infrastructure;

/// <summary>What the browser runs on.</summary>
public enum Device
{
    /// <summary>1440 × 900, a mouse.</summary>
    Desktop,

    /// <summary>390 × 844, fingers.</summary>
    Phone,
}
