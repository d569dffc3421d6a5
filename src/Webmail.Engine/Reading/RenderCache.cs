using Webmail.Mail.Render;
using Webmail.Model;

namespace Webmail.Engine.Reading;

/// <summary>What was made of the messages shown last: the screen asks for one and its frame for the same again. Safe for any number of threads.</summary>
internal sealed class RenderCache
{
    private const long MaxCharacters = 32 * 1024 * 1024;

    private readonly Lock _lock = new();
    private readonly Dictionary<Key, LinkedListNode<(Key Key, RenderedMessage Message)>> _kept = [];
    private readonly LinkedList<(Key Key, RenderedMessage Message)> _byUse = new();
    private long _characters;

    /// <summary>Null when it has to be made.</summary>
    public RenderedMessage? Find(MessageId message, RenderOptions options)
    {
        lock (_lock)
        {
            // The paper of HTML mail is white whatever the theme.
            if (!_kept.TryGetValue(Key.Of(message, options, isHtml: true), out var node) && !_kept.TryGetValue(Key.Of(message, options, isHtml: false), out node))
                return null;
            _byUse.Remove(node);
            _byUse.AddFirst(node);
            return node.Value.Message;
        }
    }

    public void Keep(MessageId message, RenderOptions options, RenderedMessage rendered)
    {
        var key = Key.Of(message, options, rendered.Format == BodyFormat.Html);
        lock (_lock)
        {
            if (_kept.ContainsKey(key))
                return;
            _kept[key] = _byUse.AddFirst((key, rendered));
            _characters += Size(rendered);
            while (_characters > MaxCharacters && _byUse.Last is { } oldest)
            {
                _byUse.RemoveLast();
                _kept.Remove(oldest.Value.Key);
                _characters -= Size(oldest.Value.Message);
            }
        }
    }

    private static long Size(RenderedMessage message) => message.Document.Length + message.PlainText.Length + 1024;

    /// <summary>Everything that the document depends on.</summary>
    /// <param name="Place">Where its parts are found: the same message is shown within others, too.</param>
    private sealed record Key(MessageId Message, string Place, bool ShowsImages, bool HasProxy, string? Theme, string? Charset, bool Dark, bool Monospace, string? QuoteLabel)
    {
        public static Key Of(MessageId message, RenderOptions options, bool isHtml) => new(
            message, options.PartUrl(0), options.ShowRemoteImages, options.ShowRemoteImages && options.ImageProxyUrl is not null,
            isHtml ? "html" : options.Theme, options.Charset, options.Dark, options.Monospace, options.QuoteLabel);
    }
}
