using Webmail.Mail.Render.Mime;

namespace Webmail.Mail.Render;

/// <summary>Which parts of a message are its body, which are beside it, and which say the same in another way.</summary>
internal sealed class BodySelection
{
    private readonly HashSet<MimeNode> _hidden = [];

    private BodySelection(MimeNode root)
    {
        // The tree is at most as deep as its bound; the walk still keeps its own stack, in reverse to read in order.
        var stack = new Stack<MimeNode>([root]);
        while (stack.TryPop(out var node))
        {
            if (!node.IsMultipart)
            {
                if (IsBody(node))
                    Body.Add(node);
                continue;
            }

            foreach (var child in Enumerable.Reverse(Chosen(node)))
                stack.Push(child);
        }

        if (Body.Count == 0 && Fallback(root) is { } fallback)
            Body.Add(fallback);
        Beside = root.Leaves().Where(leaf => !Body.Contains(leaf) && !_hidden.Contains(leaf)).ToList();
        Quotable = root.Leaves().Where(leaf => leaf.Is("text/plain") && IsBody(leaf)).ToList();
    }

    /// <summary>Shown one below the other.</summary>
    public List<MimeNode> Body { get; } = [];

    /// <summary>Attachments and what the body refers to.</summary>
    public IReadOnlyList<MimeNode> Beside { get; }

    /// <summary>Plain texts, also those an HTML alternative is shown for.</summary>
    public IReadOnlyList<MimeNode> Quotable { get; }

    public static BodySelection Of(MimeNode root) => new(root);

    private List<MimeNode> Chosen(MimeNode multipart)
    {
        if (!multipart.Is("multipart/alternative"))
            return multipart.Children;

        // RFC 2046 §5.1.4: the last one that we can show. Invitations and the like stay to be saved.
        var best = multipart.Children.LastOrDefault(child => Holds(child, "text/html")) ?? multipart.Children.LastOrDefault(child => Holds(child, "text/plain"));
        if (best is null)
            return multipart.Children;

        foreach (var other in multipart.Children.Where(child => child != best).SelectMany(child => child.Leaves()))
        {
            if (other.Facts.Name.Length == 0 && (other.Is("text/plain") || other.Is("text/html") || other.Is("text/x-amp-html") || other.Is("text/enriched") || other.Is("text/richtext")))
                _hidden.Add(other);
        }

        return [best];
    }

    // A text with a name is a file, unless there is no other; so is a text of another kind.
    private static MimeNode? Fallback(MimeNode root)
    {
        var texts = root.Leaves().Where(leaf => leaf.Facts is { IsText: true, IsAttachment: false }).ToList();
        return texts.Find(leaf => leaf.Is("text/plain") || leaf.Is("text/html")) ?? (texts is [{ IsCalendar: false, Parent: null } only] ? only : null);
    }

    private static bool Holds(MimeNode node, string type) => node.Leaves().Any(leaf => leaf.Is(type) && IsBody(leaf));

    private static bool IsBody(MimeNode leaf) => (leaf.Is("text/plain") || leaf.Is("text/html")) && !leaf.Facts.IsAttachment && leaf.Facts.Name.Length == 0;
}
