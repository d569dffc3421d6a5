using MailKit;
using MailKit.Net.Imap;
using Webmail.Model;

namespace Webmail.Mail.Imap;

/// <summary>A folder that can write a section of a message to a stream of the caller's while it arrives.</summary>
internal sealed class StreamingImapFolder(ImapFolderConstructorArgs args) : BoundedImapFolder(args)
{
    private Wanted? _wanted;

    /// <summary>BODY.PEEK[section], or a range of it. What the server sends beside it is dropped.</summary>
    /// <param name="count">Bytes of the range that begins at <paramref name="offset"/>; 0 for the whole section.</param>
    /// <param name="maxBytes">A larger literal is a fault, before any of it is read.</param>
    /// <returns>Bytes written; 0 when the section or what is behind the offset is empty.</returns>
    /// <exception cref="MailFaultException">More than was asked for, or the same twice.</exception>
    public async Task<long> ReadAsync(UniqueId uid, string section, int offset, int count, Stream destination, long maxBytes, CancellationToken cancellationToken)
    {
        var wanted = _wanted = new Wanted(uid, section, offset, count > 0 ? count : maxBytes, destination);
        try
        {
            await using var literal = count > 0
                ? await GetStreamAsync(uid, section, offset, count, cancellationToken)
                : await GetStreamAsync(uid, section, cancellationToken);
            return wanted.Literal?.Position ?? 0;
        }
        finally
        {
            _wanted = null;
        }
    }

    /// <param name="uid">Null when the server writes it behind the literal.</param>
    protected override Stream CreateStream(UniqueId? uid, string section, int offset, int length) =>
        _wanted is { } wanted ? wanted.Take(uid, section, offset, length) : base.CreateStream(uid, section, offset, length);

    private sealed record Wanted(UniqueId Uid, string Section, int Offset, long MaxBytes, Stream Destination)
    {
        public LiteralStream? Literal { get; private set; }

        public Stream Take(UniqueId? uid, string section, int offset, int length)
        {
            if ((uid is { } other && other != Uid) || !section.Equals(Section, StringComparison.OrdinalIgnoreCase))
                return Stream.Null;
            if (length > MaxBytes)
                throw new MailFaultException(new MailFault(MailFaultKind.Protocol, $"The server sent {length} bytes of a part instead of {MaxBytes}"));
            if (Literal is not null || (length > 0 && offset != Offset))
                throw new MailFaultException(new MailFault(MailFaultKind.Protocol, "The server sent another piece of a part than was asked for"));
            return Literal = new LiteralStream(Destination);
        }
    }
}
