using Webmail.CrashHost;
using Webmail.Model;

namespace Webmail.IntegrationTests.Model;

/// <summary>Whether model, servers and index are equal.</summary>
internal static class Comparison
{
    /// <returns>What differs; null when nothing does.</returns>
    public static string? Difference(ModelMailbox model, IReadOnlyList<ServerLetter> servers, IndexSnapshot index)
    {
        var expected = model.Lines();
        var there = Sorted(servers, letter => ModelMailbox.Line(letter.Folder, letter.Header, letter.Flags));
        if (!expected.SequenceEqual(there))
            return $"the servers differ from the model: only in the model {Minus(expected, there)}, only on the servers {Minus(there, expected)}";
        var held = Sorted(index.Messages, row => $"{row.Folder} {row.Header} {row.Uid} {row.Flags}");
        var holds = Sorted(servers, letter => $"{letter.Folder} {letter.Header} {letter.Uid} {letter.Flags}");
        if (!held.SequenceEqual(holds))
            return $"the index differs from the servers: only in the index {Minus(held, holds)}, only on the servers {Minus(holds, held)}";
        foreach (var folder in index.Folders)
        {
            var rows = index.Messages.Where(row => row.Folder == folder.Name && row.IsShown).ToList();
            var unread = rows.Count(row => !row.Flags.HasFlag(MailFlags.Seen));
            if (folder.Total != rows.Count || folder.Unread != unread)
                return $"{folder.Name} counts {folder.Total} messages, {folder.Unread} unread, and has {rows.Count}, {unread}";
        }

        return null;
    }

    private static List<string> Sorted<T>(IEnumerable<T> all, Func<T, string> line) => [.. all.Select(line).Order(StringComparer.Ordinal)];

    private static string Minus(IReadOnlyList<string> left, IReadOnlyList<string> right)
    {
        var rest = right.ToList();
        return $"[{string.Join("; ", left.Where(line => !rest.Remove(line)).Take(6))}]";
    }
}
