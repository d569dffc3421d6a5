using Webmail.Model;

namespace Webmail.Data.Entities;

/// <summary>The text of a message as the search index has it, to show a piece of it beside a hit.</summary>
internal sealed class MessageText
{
    public MessageId MessageId { get; set; }

    /// <summary>Names of attachments, separated by line feeds.</summary>
    public required string Files { get; set; }

    /// <summary>UTF-8, compressed: see <see cref="PackedText"/>.</summary>
    public byte[] Packed { get; set; } = [];
}
