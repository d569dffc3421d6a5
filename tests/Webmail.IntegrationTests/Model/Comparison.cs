using Webmail.CrashHost;
using Webmail.Model;

namespace Webmail.IntegrationTests.Model;

/// <summary>Whether model, servers and index are equal.</summary>
internal static class Comparison
{
    private const string Drafts = "/Drafts";

    /// <returns>What differs; null when nothing does.</returns>
    public static string? Difference(ModelMailbox model, IReadOnlyList<ServerLetter> servers, IndexSnapshot index)
    {
        var expected = model.Lines();

        // Where it died after a draft was begun and before it was sent, the draft goes to the server some time later: there once, and in the index like all the rest.
        if (servers.Where(IsDraft).GroupBy(letter => (letter.Folder, letter.Header)).FirstOrDefault(copies => copies.Count() > 1) is { } doubled)
            return $"the draft {doubled.Key.Header} is {doubled.Count()} times on the server";
        var there = Sorted(servers.Where(letter => !IsDraft(letter)), letter => ModelMailbox.Line(letter.Folder, letter.Header, letter.Flags));
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

    private static bool IsDraft(ServerLetter letter) => letter.Folder.EndsWith(Drafts, StringComparison.Ordinal);

    private static List<string> Sorted<T>(IEnumerable<T> all, Func<T, string> line) => [.. all.Select(line).Order(StringComparer.Ordinal)];

    private static string Minus(IReadOnlyList<string> left, IReadOnlyList<string> right)
    {
        var rest = right.ToList();
        return $"[{string.Join("; ", left.Where(line => !rest.Remove(line)).Take(6))}]";
    }
}
