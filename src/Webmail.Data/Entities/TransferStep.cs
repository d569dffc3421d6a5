namespace Webmail.Data.Entities;

/// <summary>The halves of a transfer between accounts. Each is written down before the next begins, so that none is done twice or forgotten.</summary>
internal enum TransferStep
{
    /// <summary>The source's actor brings the bytes into the blob store.</summary>
    Fetch = 0,

    /// <summary>The target's actor appends and verifies them.</summary>
    Append = 1,

    /// <summary>The source's actor expunges the original.</summary>
    Remove = 2,
}
