using System.Text;
using MimeKit;

namespace Webmail.Mail.Render.Mime;

/// <summary>
/// Finds the parts of a message in one pass over its bytes, with a stack of its own and nothing kept but bounded headers and the bodies asked for.
/// MimeKit's parser recurses by depth and allocates by count, both chosen by a stranger; it gets single, bounded fields instead.
/// </summary>
internal sealed class MimeScanner(RenderBudget budget, ParserOptions options, Func<MimeNode, IPartSink?> keep)
{
    private const int MaxPartHeaderBytes = 16 * 1024;
    private const int LinesBetweenChecks = 512;

    private static readonly byte[] LineFeed = "\n"u8.ToArray();
    private static readonly byte[] CarriageReturnLineFeed = "\r\n"u8.ToArray();

    private readonly List<(MimeNode Node, byte[] Delimiter)> _open = [];
    private MimeNode _node = new(null, new HeaderBlock(budget.Limits.Headers, budget.Limits.HeaderBytes, ""));
    private bool _inHeaders = true;
    private byte[] _pendingLineEnd = [];
    private byte[] _candidate = [];
    private int _leaves;
    private int _parts = 1;
    private int _lines;

    /// <summary>Where the scan is.</summary>
    public MimeNode Current => _node;

    /// <summary>The message as a tree. Its root is the message itself.</summary>
    public MimeNode Scan(LineReader lines)
    {
        while (Step(lines))
        {
        }

        return Finish(lines);
    }

    /// <summary>Takes a line; false when the scan is over.</summary>
    public bool Step(LineReader lines) => lines.MoveNext() && !(++_lines % LinesBetweenChecks == 0 && budget.IsSpent()) && Take(lines);

    /// <summary>No more lines come.</summary>
    public MimeNode Finish(LineReader lines)
    {
        if (lines.Cut)
            budget.Shorten();
        if (_inHeaders)
            EndHeaders();
        if (!_node.IsMultipart)
            Append(_pendingLineEnd);
        var root = _node;
        while (root.Parent is { } parent)
            root = parent;
        AdoptEmptyMultiparts(root);
        return root;
    }

    // False ends the scan.
    private bool Take(LineReader lines)
    {
        var line = lines.Line;
        if (lines.IsStart && line.StartsWith("--"u8) && FindDelimiter(line) is var (level, closing) && level >= 0)
            return Delimit(level, closing);
        if (!_inHeaders)
        {
            TakeBody(lines);
            return true;
        }

        if (!lines.IsStart)
        {
            budget.Shorten();
            return true;
        }

        if (IsBlank(line))
        {
            EndHeaders();
        }
        else if (!_node.Headers.Add(line) && !_node.Headers.Any && !IsMailboxSeparator(line))
        {
            // A part that starts with its text. Behind a first field such a line is a field broken in folding: dropped.
            EndHeaders();
            TakeBody(lines);
        }

        return true;
    }

    private void TakeBody(LineReader lines)
    {
        var line = lines.Line;
        if (_node.IsMultipart && lines.IsStart && AdoptCandidate(line))
            return;

        var content = line.TrimEnd("\r\n"u8);
        Append(_pendingLineEnd);
        Append(content);
        // The line end before a delimiter belongs to the delimiter.
        _pendingLineEnd = (line.Length - content.Length) switch
        {
            0 => [],
            1 => LineFeed,
            2 => CarriageReturnLineFeed,
            _ => line[content.Length..].ToArray(),
        };
    }

    private void Append(ReadOnlySpan<byte> bytes)
    {
        _node.Size.Add(bytes);
        _node.Sink?.Append(bytes);
    }

    private (int Level, bool Closing) FindDelimiter(ReadOnlySpan<byte> line)
    {
        var text = line.TrimEnd(" \t\r\n"u8);
        for (var level = _open.Count - 1; level >= 0; level--)
        {
            var delimiter = _open[level].Delimiter;
            if (text.Length == delimiter.Length && text.SequenceEqual(delimiter))
                return (level, false);
            if (text.Length == delimiter.Length + 2 && text.EndsWith("--"u8) && text.StartsWith(delimiter))
                return (level, true);
        }

        return (-1, false);
    }

    private bool Delimit(int level, bool closing)
    {
        if (_inHeaders)
            EndHeaders();

        var owner = _open[level].Node;
        _open.RemoveRange(level + 1, _open.Count - level - 1);
        _pendingLineEnd = [];
        if (!closing)
            return Begin(owner);

        // What follows until the next delimiter is an epilogue, shown by nobody.
        _open.RemoveAt(level);
        _node = owner;
        _node.Sink = null;
        return true;
    }

    private bool Begin(MimeNode owner)
    {
        if (++_parts > budget.Limits.Parts)
        {
            budget.Shorten();
            return false;
        }

        owner.Sink = null;
        _candidate = [];
        _node = new MimeNode(owner, new HeaderBlock(budget.Limits.Headers, Math.Min(MaxPartHeaderBytes, budget.Limits.HeaderBytes), "Content-"));
        owner.Children.Add(_node);
        _inHeaders = true;
        return true;
    }

    private void EndHeaders()
    {
        _inHeaders = false;
        _node.Headers.Finish();
        if (_node.Headers.Cut)
            budget.Shorten();

        var facts = PartFacts.Read(_node.Headers, _node.Parent?.Is("multipart/digest") == true ? "message/rfc822" : "text/plain", options);
        if (facts.IsMultipart && facts.Boundary.Length > 0 && _node.Depth < budget.Limits.MimeDepth)
        {
            _node.Facts = facts;
            _open.Add((_node, [.. "--"u8, .. Encoding.Latin1.GetBytes(facts.Boundary.TrimEnd())]));
            // Should no part follow, the preamble is all there is to show.
            _node.Sink = keep(new MimeNode(null, _node.Headers));
            return;
        }

        if (facts.IsMultipart)
        {
            // Without a boundary it is text; too deep it is a lump to be saved.
            if (facts.Boundary.Length > 0)
                budget.Shorten();
            facts = facts with { Type = facts.Boundary.Length > 0 ? "application/octet-stream" : "text/plain", Encoding = ContentEncoding.Default };
        }

        _node.Facts = facts;
        _node.Index = _leaves++;
        _node.Sink = keep(_node);
    }

    // A multipart whose parts are separated by something else than it declares: a "--" line directly before a Content- field is what it meant.
    private bool AdoptCandidate(ReadOnlySpan<byte> line)
    {
        if (_candidate.Length > 0 && _node.Children.Count == 0 && StartsWithContentField(line))
        {
            _open[^1] = (_node, _candidate);
            if (Begin(_node))
                _node.Headers.Add(line);
            return true;
        }

        var text = line.TrimEnd(" \t\r\n"u8);
        _candidate = text.Length is > 2 and < 200 && text.StartsWith("--"u8) && _open.Count > 0 && _open[^1].Node == _node ? text.ToArray() : [];
        return false;
    }

    // Found at the end only: such a multipart becomes a text part, the last of the numbers.
    private void AdoptEmptyMultiparts(MimeNode root)
    {
        var stack = new Stack<MimeNode>([root]);
        while (stack.TryPop(out var node))
        {
            if (node.IsMultipart && node.Children.Count == 0)
            {
                node.Facts = PartFacts.PlainText;
                node.Index = _leaves++;
            }

            foreach (var child in node.Children)
                stack.Push(child);
        }
    }

    private static bool StartsWithContentField(ReadOnlySpan<byte> line) =>
        line.Length > 8 && Ascii.EqualsIgnoreCase(line[..8], "content-"u8);

    private static bool IsBlank(ReadOnlySpan<byte> line) => line.TrimEnd(" \t\r\n"u8).IsEmpty;

    private static bool IsMailboxSeparator(ReadOnlySpan<byte> line) => line.StartsWith("From "u8) || line.StartsWith(">From "u8);
}
