using Webmail.Model;

namespace Webmail.Mail.Render;

/// <summary>How one message is to be shown to one person.</summary>
/// <param name="ShowRemoteImages">False blocks and counts everything that would be loaded from elsewhere.</param>
/// <param name="PartUrl">Address of a part by its index, for images inside the body; only addresses on our own host load.</param>
/// <param name="ImageProxyUrl">Address under which a remote image is fetched for the person; null leaves the original address, which the frame's policy may refuse.</param>
/// <param name="Charset">What the person says the texts are written in; null believes the message and guesses.</param>
/// <param name="Theme">"light", "dark", or null for the system's. HTML mail stays on white paper in all three.</param>
public sealed record RenderOptions(
    bool ShowRemoteImages,
    Func<PartPath, string> PartUrl,
    Func<Uri, string>? ImageProxyUrl = null,
    string? Theme = null,
    string? Charset = null)
{
    /// <summary>HTML mail turned dark as well, its pictures as they are.</summary>
    public bool Dark { get; init; }

    /// <summary>Plain text in letters of one width.</summary>
    public bool Monospace { get; init; }

    /// <summary>What folded quotes are called; null folds none.</summary>
    public string? QuoteLabel { get; init; } = "…";
}

