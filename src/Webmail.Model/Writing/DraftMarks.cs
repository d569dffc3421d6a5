namespace Webmail.Model;

/// <summary>What a message asks of those who get it and of the servers on its way.</summary>
/// <param name="ReadReceipt">To be told when it is read (RFC 8098).</param>
/// <param name="DeliveryReport">To be told when it is delivered (RFC 3461).</param>
public sealed record DraftMarks(Urgency Priority, bool ReadReceipt, bool DeliveryReport)
{
    public static DraftMarks None { get; } = new(Urgency.Normal, false, false);
}

/// <summary>How urgent the sender finds a message.</summary>
public enum Urgency
{
    Normal = 0,
    High = 1,
    Low = 2,
}
