using MailKit;
using MailKit.Net.Imap;

namespace Webmail.Mail.Imap;

/// <summary>Rings for whatever the server reports of folders by itself. Only rings: a folder must not be called from its events.</summary>
internal sealed class FolderEvents(PushBell bell) : IDisposable
{
    private readonly List<IMailFolder> _folders = [];
    private ImapClient? _client;

    /// <summary>The folder that is selected.</summary>
    public void Add(IMailFolder folder)
    {
        _folders.Add(folder);
        folder.CountChanged += OnChanged;
        folder.MessageExpunged += OnChanged;
        folder.MessagesVanished += OnChanged;
        folder.MessageFlagsChanged += OnChanged;
    }

    /// <summary>Folders that are not selected: NOTIFY reports them by STATUS and LIST (RFC 5465 §5).</summary>
    public void AddAll(ImapClient client, IEnumerable<IMailFolder> folders)
    {
        _client = client;
        client.FolderCreated += OnCreated;
        foreach (var folder in folders.Except(_folders).ToList())
            AddUnselected(folder);
    }

    public void Dispose()
    {
        if (_client is not null)
            _client.FolderCreated -= OnCreated;
        foreach (var folder in _folders)
        {
            folder.CountChanged -= OnChanged;
            folder.MessageExpunged -= OnChanged;
            folder.MessagesVanished -= OnChanged;
            folder.MessageFlagsChanged -= OnChanged;
            folder.UidNextChanged -= OnChanged;
            folder.UidValidityChanged -= OnChanged;
            folder.HighestModSeqChanged -= OnChanged;
            folder.UnreadChanged -= OnChanged;
            folder.Deleted -= OnListChanged;
            folder.Renamed -= OnRenamed;
        }
    }

    private void AddUnselected(IMailFolder folder)
    {
        _folders.Add(folder);
        folder.CountChanged += OnChanged;
        folder.UidNextChanged += OnChanged;
        folder.UidValidityChanged += OnChanged;
        folder.HighestModSeqChanged += OnChanged;
        folder.UnreadChanged += OnChanged;
        folder.Deleted += OnListChanged;
        folder.Renamed += OnRenamed;
    }

    private void OnChanged(object? sender, EventArgs e)
    {
        if (sender is IMailFolder folder)
            bell.Folder(folder.FullName);
    }

    private void OnCreated(object? sender, FolderCreatedEventArgs e)
    {
        AddUnselected(e.Folder);
        bell.Everything();
    }

    private void OnListChanged(object? sender, EventArgs e) => bell.Everything();

    private void OnRenamed(object? sender, FolderRenamedEventArgs e) => bell.Everything();
}
