using System.Globalization;

namespace Webmail.Model;

/// <summary>What we ourselves say of a message that waits, where a server's words stand otherwise.</summary>
public static class OutboxNotes
{
    private const string Daily = "webmail:messages-a-day:";

    /// <summary>The provider takes no more messages today.</summary>
    public static string DailyLimit(int messages) => Daily + messages.ToString(CultureInfo.InvariantCulture);

    /// <summary>How many messages a day the provider takes; null when the text is something else.</summary>
    public static int? ReadDailyLimit(string? note) =>
        note?.StartsWith(Daily, StringComparison.Ordinal) == true && int.TryParse(note.AsSpan(Daily.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var messages) ? messages : null;
}
