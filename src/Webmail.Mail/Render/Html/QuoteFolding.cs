using AngleSharp.Dom;

namespace Webmail.Mail.Render.Html;

/// <summary>Finds the quote that a message ends with: what was said before, below what is said now.</summary>
internal static class QuoteFolding
{
    // A few lines take hardly more room than the button, and an answer is easier to follow with them.
    private const int MinFolded = 240;

    /// <returns>Null when nothing or little is quoted, or the answer stands between or below the quotes.</returns>
    public static IElement? Find(IElement body)
    {
        // The message's last outermost quote; of those within one another the outer one.
        IElement? last = null;
        foreach (var quote in body.QuerySelectorAll("blockquote"))
        {
            if (last is null || !IsWithin(quote, last))
                last = quote;
        }

        return last is not null && last.TextContent.Length >= MinFolded && HasText(body, last, isBefore: true) && !HasText(body, last, isBefore: false) ? last : null;
    }

    // Without recursion: a stranger decides how deep it is.
    private static bool HasText(IElement body, IElement quote, bool isBefore)
    {
        for (INode node = quote; node != body && node.Parent is { } parent; node = parent)
        {
            // By place: the library searches for a sibling from the beginning each time.
            var children = parent.ChildNodes;
            var place = 0;
            while (children[place] != node)
                place++;
            var (from, to) = isBefore ? (0, place) : (place + 1, children.Length);
            for (var i = from; i < to; i++)
            {
                if (children[i] is IText or IElement && !string.IsNullOrWhiteSpace(children[i].TextContent))
                    return true;
            }
        }

        return false;
    }

    private static bool IsWithin(IElement element, IElement outer)
    {
        for (var parent = element.ParentElement; parent is not null; parent = parent.ParentElement)
        {
            if (parent == outer)
                return true;
        }

        return false;
    }
}
