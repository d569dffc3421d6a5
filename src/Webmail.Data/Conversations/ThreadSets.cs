namespace Webmail.Data;

/// <summary>Which of some messages and conversations belong together (union-find). Two that would be too large together stay apart.</summary>
internal sealed class ThreadSets
{
    private readonly int messages;
    private readonly int limit;
    private readonly Dictionary<long, int> nodes;
    private readonly List<int> parents;
    private readonly List<int> sizes;

    /// <param name="sizes">Messages of each conversation that may be joined.</param>
    public ThreadSets(int messages, IReadOnlyDictionary<long, int> sizes, int limit)
    {
        this.messages = messages;
        this.limit = limit;
        nodes = sizes.Keys.Select((number, i) => (number, i)).ToDictionary(pair => pair.number, pair => messages + pair.i);
        parents = [.. Enumerable.Range(0, messages + sizes.Count)];
        this.sizes = [.. Enumerable.Repeat(1, messages), .. sizes.Values];
        Weights = sizes;
    }

    private IReadOnlyDictionary<long, int> Weights { get; }

    public void Join(int message, long conversation) => Union(message, nodes[conversation]);

    public void Join(int message, int other) => Union(message, other);

    /// <summary>Every set with a message in it; of its conversations the largest first, which the others are relinked to.</summary>
    public IReadOnlyList<ThreadSet> ToSets()
    {
        var members = Enumerable.Range(0, messages).ToLookup(Root);
        var conversations = nodes.ToLookup(node => Root(node.Value), node => node.Key);
        return
        [
            .. members.Select(set => new ThreadSet(
                [.. set],
                [.. conversations[set.Key].OrderByDescending(number => Weights[number]).ThenBy(number => number)])),
        ];
    }

    private void Union(int left, int right)
    {
        var (first, second) = (Root(left), Root(right));
        if (first == second || sizes[first] + sizes[second] > limit)
            return;
        if (sizes[first] < sizes[second])
            (first, second) = (second, first);
        parents[second] = first;
        sizes[first] += sizes[second];
    }

    private int Root(int node)
    {
        while (parents[node] != node)
            node = parents[node] = parents[parents[node]];
        return node;
    }
}

/// <summary>Messages, by their place, and conversations that are one.</summary>
internal sealed record ThreadSet(IReadOnlyList<int> Messages, IReadOnlyList<long> Conversations);
