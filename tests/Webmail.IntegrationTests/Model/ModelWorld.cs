using Webmail.CrashHost;

namespace Webmail.IntegrationTests.Model;

/// <summary>What one run knows: its dice, its two mailboxes, what they must hold, what the index held last, and what happened in this round.</summary>
internal sealed class ModelWorld(int seed, ServerProfile profile, IReadOnlyList<ModelAccount> accounts)
{
#pragma warning disable CA5394 // Repeatable, not secret.
    private readonly Random _random = new(seed);
#pragma warning restore CA5394
    private readonly List<string> _story = [];

    public ServerProfile Profile => profile;

    public IReadOnlyList<ModelAccount> Accounts => accounts;

    public ModelMailbox Model { get; } = new();

    public SentMail Mail { get; } = new(accounts[0].Sent);

    /// <summary>The index as it was when all were equal last.</summary>
    public IReadOnlyList<IndexMessage> Index { get; set; } = [];

    /// <summary>Every id the index ever gave, and the message it stands for.</summary>
    public Dictionary<long, string> Headers { get; } = [];

    public RoundRules Round { get; private set; } = new();

    public void BeginRound()
    {
        _story.Clear();
        Round = new RoundRules();
    }

    public ModelAccount AccountOf(string folder) => accounts.Single(account => account.Folders.Contains(folder));

    /// <summary>A folder of the same account.</summary>
    public string OtherFolder(string than)
    {
        var others = AccountOf(than).Folders.Where(folder => folder != than).ToList();
        return others[Next(others.Count)];
    }

    /// <summary>A folder of the other account.</summary>
    public string FolderElsewhere(string than)
    {
        var elsewhere = accounts.Single(account => !account.Folders.Contains(than)).Folders;
        return elsewhere[Next(elsewhere.Count)];
    }

    public T? Pick<T>(IEnumerable<T> from)
        where T : class => from.ToList() is { Count: > 0 } list ? list[Next(list.Count)] : null;

#pragma warning disable CA5394 // Repeatable, not secret.
    public int Next(int below) => _random.Next(below);

    public bool Chance(double probability) => _random.NextDouble() < probability;
#pragma warning restore CA5394

    public void Tell(string what) => _story.Add(what);

    public ModelBrokenException Broken(string what, string log) => new($"{what}\nThe round:\n  {string.Join("\n  ", _story)}\nThe product's log:\n{log}");
}
