using Webmail.Model;

namespace Webmail.Web.State;

/// <summary>The rows a person has ticked, or all of the view but some. Kept by what a row stands for, so that new mail above does not move it.</summary>
public sealed class MessageSelection
{
    // Ticked rows; when all are, those that are not.
    private readonly HashSet<RowKey> _keys = [];
    private int _all;

    /// <summary>Everything the view holds is ticked, whether it is on the screen or not.</summary>
    public bool IsAll { get; private set; }

    public int Count => IsAll ? Math.Max(0, _all - _keys.Count) : _keys.Count;

    public bool IsEmpty => Count == 0;

    /// <summary>The row from which Shift extends; null until a row was ticked.</summary>
    public int? Anchor { get; private set; }

    public bool Contains(RowKey key) => _keys.Contains(key) != IsAll;

    /// <summary>Those ticked one by one; empty when all are.</summary>
    public IReadOnlyList<MessageId> Messages => IsAll ? [] : Keys;

    /// <summary>When all are ticked: those that are not.</summary>
    public IReadOnlyList<MessageId> Except => IsAll ? Keys : [];

    public IReadOnlyList<DraftId> Drafts => IsAll ? [] : [.. _keys.Select(key => key.Draft).OfType<DraftId>()];

    private IReadOnlyList<MessageId> Keys => [.. _keys.Where(key => key.IsMessage).Select(key => key.Message)];

    public void Toggle(RowKey key, int index)
    {
        if (!_keys.Remove(key))
            _keys.Add(key);
        Anchor = index;
    }

    /// <summary>Starts a range at a row without ticking it off again.</summary>
    public void Begin(RowKey key, int index)
    {
        if (!IsAll)
            _keys.Add(key);
        Anchor = index;
    }

    public void Add(IEnumerable<RowKey> keys) => _keys.UnionWith(keys);

    public void Replace(IEnumerable<RowKey> keys)
    {
        (IsAll, _all) = (false, 0);
        _keys.Clear();
        _keys.UnionWith(keys);
    }

    /// <param name="total">Messages of the view.</param>
    public void SelectAll(int total)
    {
        _keys.Clear();
        (IsAll, _all) = (true, total);
    }

    public void Remove(IEnumerable<RowKey> keys)
    {
        if (!IsAll)
            _keys.ExceptWith(keys);
    }

    public void Clear()
    {
        (IsAll, _all) = (false, 0);
        _keys.Clear();
        Anchor = null;
    }
}
