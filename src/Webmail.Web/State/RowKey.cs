using System.Globalization;
using Webmail.Model;

namespace Webmail.Web.State;

/// <summary>What a row stands for: a message, a local draft or a queued message. Survives a new read of the list.</summary>
public readonly record struct RowKey(MessageId Message, DraftId? Draft, OutboxId? Outbox)
{
    public static RowKey Of(MessageRow row) => row switch
    {
        { Draft: { } draft } => new RowKey(default, draft, null),
        { Outbox: { } outbox } => new RowKey(default, null, outbox),
        _ => new RowKey(row.Id, null, null),
    };

    public static RowKey Of(MessageId message) => new(message, null, null);

    /// <summary>True for a message that a server has, so that it can be flagged and moved.</summary>
    public bool IsMessage => Draft is null && Outbox is null;

    /// <summary>A short text for the browser to find the row again.</summary>
    public override string ToString() => this switch
    {
        { Draft: { } draft } => string.Create(CultureInfo.InvariantCulture, $"d{draft.Value}"),
        { Outbox: { } outbox } => string.Create(CultureInfo.InvariantCulture, $"o{outbox.Value}"),
        _ => string.Create(CultureInfo.InvariantCulture, $"m{Message.Value}"),
    };
}
