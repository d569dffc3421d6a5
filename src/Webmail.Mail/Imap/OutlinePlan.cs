using MailKit;
using Webmail.Mail.Render;

namespace Webmail.Mail.Imap;

/// <summary>What of a large message is fetched to show it: texts, and the heads of messages within it, whose subjects name them.</summary>
internal sealed class OutlinePlan
{
    private const int MaxDepth = 20;
    private const int MaxLeaves = 200;
    private const int MaxText = 4 * 1024 * 1024;
    private const int MaxTexts = 8 * 1024 * 1024;
    private const int EmbeddedHeadBytes = 16 * 1024;

    /// <summary>Less left out is not worth a second way to the server.</summary>
    private const long WorthLeavingOut = 256 * 1024;

    private OutlinePlan(BodyPart root, IReadOnlyList<OutlineLeaf> leaves)
    {
        Root = root;
        Leaves = leaves;
    }

    public BodyPart Root { get; }

    /// <summary>All parts that hold something, depth first: their places are the numbers of the parts.</summary>
    public IReadOnlyList<OutlineLeaf> Leaves { get; }

    /// <returns>Null for a structure that says nothing, says too much, or leaves nothing out.</returns>
    public static OutlinePlan? Of(BodyPart? root)
    {
        var leaves = new List<OutlineLeaf>();
        if (root is null || !Collect(root, 0, leaves))
            return null;

        // A text with a name is a file, unless there is no other.
        var texts = leaves.Where(leaf => leaf.IsText && string.IsNullOrEmpty(leaf.Part.FileName)).ToList();
        if (texts.Count == 0)
            texts = [.. leaves.Where(leaf => leaf.IsText)];
        var room = MaxTexts;
        foreach (var leaf in texts)
        {
            leaf.Wanted = Math.Min(MaxText, room);
            room -= (int)Math.Min(leaf.Wanted, leaf.Place.Octets);
        }

        foreach (var message in leaves.Where(leaf => leaf.Part is BodyPartMessage && string.IsNullOrEmpty(leaf.Part.FileName)))
            message.Wanted = EmbeddedHeadBytes;
        // A long text alone is better fetched to its end.
        return leaves.Where(leaf => !texts.Contains(leaf)).Sum(leaf => Math.Max(0, leaf.Place.Octets - leaf.Wanted)) < WorthLeavingOut ? null : new OutlinePlan(root, leaves);
    }

    /// <summary>Gives up the heads of messages within it, which cannot be had alone.</summary>
    /// <returns>False when a text is too large to be fetched to its end.</returns>
    public bool FitsWithoutRanges()
    {
        foreach (var message in Leaves.Where(leaf => leaf.Part is BodyPartMessage))
            message.Wanted = 0;
        return Leaves.All(leaf => leaf.Wanted == 0 || leaf.Place.Octets <= leaf.Wanted);
    }

    private static bool Collect(BodyPart part, int depth, List<OutlineLeaf> leaves)
    {
        if (part is BodyPartMultipart multipart)
            return depth < MaxDepth && multipart.BodyParts.Count > 0 && multipart.BodyParts.All(child => Collect(child, depth + 1, leaves));
        if (part is not BodyPartBasic basic || basic.ContentType.IsMimeType("multipart", "*") || leaves.Count >= MaxLeaves)
            return false;

        // A message that is a single part has its content as part 1.
        var section = basic.PartSpecifier.Length > 0 ? basic.PartSpecifier : "1";
        leaves.Add(new OutlineLeaf(basic, new PartPlace(section, basic.ContentTransferEncoding ?? "", basic.Octets)));
        return true;
    }
}

/// <summary>A part that holds something.</summary>
internal sealed class OutlineLeaf(BodyPartBasic part, PartPlace place)
{
    public BodyPartBasic Part => part;

    public PartPlace Place => place;

    public bool IsText => part.ContentType.IsMimeType("text", "*") && part.ContentDisposition?.IsAttachment != true;

    /// <summary>Bytes from its start that are fetched now.</summary>
    public int Wanted { get; set; }

    public byte[] Text { get; set; } = [];

    /// <summary>The text goes on where what was fetched ends.</summary>
    public bool IsCut => IsText && Wanted > 0 && Text.Length >= Wanted;
}
