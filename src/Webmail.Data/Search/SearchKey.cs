using Webmail.Data.Entities;
using Webmail.Model;

namespace Webmail.Data;

/// <summary>
/// Place of a message in the search index: the minute it was received in the high bits, its id in the low ones. Reading an index backwards by
/// it gives the newest first and can stop as soon as a screen is full, however many messages hold the word. SQLite's trigger computes it too.
/// </summary>
internal readonly record struct SearchKey(long Value)
{
    /// <summary>137 billion messages, and minutes until the year 2097.</summary>
    public const int IdBits = 37;

    public const long MaxMinute = (1L << 26) - 1;

    private const long MillisecondsAMinute = 60_000;

    public MessageId Message => new(Value & ((1L << IdBits) - 1));

    public static SearchKey Of(MailMessage message) => new(FirstOf(message.Received).Value | message.Id.Value);

    /// <summary>The lowest of its minute.</summary>
    public static SearchKey FirstOf(DateTimeOffset time) => new(Math.Clamp(time.ToUnixTimeMilliseconds() / MillisecondsAMinute, 0, MaxMinute) << IdBits);
}
