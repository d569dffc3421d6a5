using MailKit;
using Webmail.Model;

namespace Webmail.Mail.Imap;

/// <summary>Collects what a server reports by itself while a folder is opened with QRESYNC (RFC 7162 §3.2.5). Only notes; the folder must not be called from its events.</summary>
internal sealed class ResyncReport : IDisposable
{
    // More than this is no list to walk but a range to test against: "1:4294967295" is a valid report.
    private const int MaxListed = 10_000;

    private readonly IMailFolder _folder;
    private readonly List<IList<UniqueId>> _vanished = [];
    private readonly Dictionary<uint, FlagChange> _changed = [];

    public ResyncReport(IMailFolder folder)
    {
        _folder = folder;
        folder.MessagesVanished += OnVanished;
        folder.MessageFlagsChanged += OnFlagsChanged;
    }

    public IReadOnlyList<FlagChange> Changed(uint from, uint below) =>
        [.. _changed.Values.Where(change => change.Uid >= from && change.Uid < below).OrderBy(change => change.Uid)];

    public async Task<IReadOnlyList<uint>> VanishedAsync(uint from, uint below, KnownMessages known, CancellationToken cancellationToken)
    {
        if (_vanished.Count == 0 || below <= from)
            return [];

        // Counted one by one: what MailKit says of the length of such a range is a number with a sign, below zero.
        var listed = _vanished.SelectMany(set => set).Take(MaxListed + 1).Select(uid => uid.Id).ToList();
        if (listed.Count <= MaxListed)
            return [.. listed.Where(uid => uid >= from && uid < below).Distinct().Order()];
        var messages = await known(from, below - 1, cancellationToken);
        return [.. messages.Select(message => message.Uid).Where(uid => _vanished.Exists(set => set.Contains(new UniqueId(uid))))];
    }

    public void Dispose()
    {
        _folder.MessagesVanished -= OnVanished;
        _folder.MessageFlagsChanged -= OnFlagsChanged;
    }

    private void OnVanished(object? sender, MessagesVanishedEventArgs e) => _vanished.Add(e.UniqueIds);

    private void OnFlagsChanged(object? sender, MessageFlagsChangedEventArgs e)
    {
        if (e.UniqueId is { } uid)
            _changed[uid.Id] = new FlagChange(uid.Id, e.ModSeq ?? 0, EnvelopeReader.Flags(e.Flags, e.Keywords));
    }
}
