using MimeKit;

namespace Webmail.Mail.Render.Mime;

/// <summary>A part, or a multipart that holds parts.</summary>
internal sealed class MimeNode(MimeNode? parent, HeaderBlock headers)
{
    public MimeNode? Parent { get; } = parent;

    public HeaderBlock Headers { get; } = headers;

    public List<MimeNode> Children { get; } = [];

    /// <summary>Multiparts around it.</summary>
    public int Depth { get; } = parent is null ? 0 : parent.Depth + 1;

    /// <summary>Running number among leaf parts; -1 for a multipart.</summary>
    public int Index { get; set; } = -1;

    public PartFacts Facts { get; set; } = PartFacts.PlainText;

    /// <summary>Takes the body as it is encoded; null when nobody wants it.</summary>
    public IPartSink? Sink { get; set; }

    public EncodedSize Size { get; } = new();

    public bool IsMultipart => Index < 0;

    /// <summary>Decoded.</summary>
    public long SizeBytes => Size.Decoded(Facts.Encoding);

    public bool Is(string type) => Facts.Type.Equals(type, StringComparison.Ordinal);

    public ContentEncoding Encoding => Facts.Encoding;

    /// <summary>A message of its own.</summary>
    public bool IsMessage => Is("message/rfc822") || Is("message/global");

    /// <summary>Says what became of a message that was sent.</summary>
    public bool IsReport => Is("message/delivery-status") || Is("message/global-delivery-status") || Is("message/disposition-notification");

    public bool IsCalendar => Is("text/calendar") || Is("application/ics") || Facts.Name.EndsWith(".ics", StringComparison.OrdinalIgnoreCase);

    /// <summary>Outlook's winmail.dat.</summary>
    public bool IsTnef => Is("application/ms-tnef") || Is("application/vnd.ms-tnef") || Facts.Name.Equals("winmail.dat", StringComparison.OrdinalIgnoreCase);

    /// <summary>The bytes that were kept, decoded; none when they were not.</summary>
    public byte[] Kept(int max, out bool cut)
    {
        cut = false;
        return Sink is PartBuffer buffer ? buffer.Decode(Encoding, max, out cut) : [];
    }

    /// <summary>All leaf parts below, depth first, itself if it is one.</summary>
    public IEnumerable<MimeNode> Leaves()
    {
        var stack = new Stack<MimeNode>([this]);
        while (stack.TryPop(out var node))
        {
            if (!node.IsMultipart)
                yield return node;
            for (var i = node.Children.Count - 1; i >= 0; i--)
                stack.Push(node.Children[i]);
        }
    }
}

/// <summary>Where the encoded bytes of a part go while they are scanned.</summary>
internal interface IPartSink
{
    void Append(ReadOnlySpan<byte> bytes);
}
