using Webmail.Model;

namespace Webmail.Web.State;

/// <summary>The rows a person has ticked. Kept by what a row stands for, so that new mail above does not move it.</summary>
public sealed class MessageSelection
{
    private readonly HashSet<RowKey> _keys = [];

    public int Count => _keys.Count;

    public bool IsEmpty => _keys.Count == 0;

    /// <summary>The row from which Shift extends; null until a row was ticked.</summary>
    public int? Anchor { get; private set; }

    public bool Contains(RowKey key) => _keys.Contains(key);

    public IReadOnlyList<MessageId> Messages => [.. _keys.Where(key => key.IsMessage).Select(key => key.Message)];

    public IReadOnlyList<DraftId> Drafts => [.. _keys.Select(key => key.Draft).OfType<DraftId>()];

    public void Toggle(RowKey key, int index)
    {
        if (!_keys.Remove(key))
            _keys.Add(key);
        Anchor = index;
    }

    /// <summary>Starts a range at a row without ticking it off again.</summary>
    public void Begin(RowKey key, int index)
    {
        _keys.Add(key);
        Anchor = index;
    }

    public void Add(IEnumerable<RowKey> keys) => _keys.UnionWith(keys);

    public void Replace(IEnumerable<RowKey> keys)
    {
        _keys.Clear();
        _keys.UnionWith(keys);
    }

    public void Remove(IEnumerable<RowKey> keys) => _keys.ExceptWith(keys);

    public void Clear()
    {
        _keys.Clear();
        Anchor = null;
    }
}
