using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Webmail.Data;
using Webmail.Mail.Imap;
using Webmail.Mail.Render;
using Webmail.Model;

namespace Webmail.Engine.Reading;

/// <summary>
/// Brings single parts of large messages from the server, decoded on their way into the blob store, and lets readers follow while they come. A part
/// is fetched once however many read it, and no further when the last of them has left. Lives with its actor.
/// </summary>
internal sealed partial class PartFetcher(AccountSettings account, BodyTools tools, ImapSessionPool pool, ILogger<PartFetcher> logger) : IAsyncDisposable
{
    private readonly ConcurrentDictionary<(MessageId Message, int Part), PartFetch> _underWay = new();
    private readonly CancellationTokenSource _ending = new();

    /// <summary>The part, decoded, while it arrives.</summary>
    /// <returns>A stream whose reads throw <see cref="IOException"/> when the server stops giving it; nothing of it is kept then.</returns>
    /// <exception cref="MailFaultException">The server does not give it.</exception>
    public async Task<Stream> OpenAsync(MessageId message, int part, PartPlace place, CancellationToken cancellationToken)
    {
        while (true)
        {
            var key = (message, part);
            var fetch = _underWay.GetOrAdd(key, _ => new PartFetch());
            if (fetch.Join() is not { } isFirst)
            {
                // The last reader left a moment ago: it is over, and forgotten as soon as it notices.
                await fetch.Ended.WaitAsync(cancellationToken);
                continue;
            }

            if (isFirst)
                _ = Task.Run(() => RunAsync(key, place, fetch), CancellationToken.None);
            if (await fetch.FollowAsync(cancellationToken) is { } stream)
                return stream;
            await fetch.Ended.WaitAsync(cancellationToken);
        }
    }

    /// <summary>Ends what is under way; whoever reads it fails.</summary>
    public async ValueTask DisposeAsync()
    {
        await _ending.CancelAsync();
        foreach (var fetch in _underWay.Values)
            await fetch.Ended;
        _ending.Dispose();
    }

    private async Task RunAsync((MessageId Message, int Part) key, PartPlace place, PartFetch fetch)
    {
        Exception? failure = null;
        try
        {
            await FetchAsync(key.Message, key.Part, place, fetch, _ending.Token);
        }
        catch (OperationCanceledException exception)
        {
            failure = new MailFaultException(new MailFault(MailFaultKind.Network, "The mailbox was closed"), exception);
        }
        catch (Exception exception)
        {
            // Whoever waits for it is told; readers that follow already fail with the blob.
            failure = exception;
            LogFailed(exception, account.Id, key.Message);
        }

        _underWay.TryRemove(key, out _);
        fetch.End(failure);
    }

    private async Task FetchAsync(MessageId message, int part, PartPlace place, PartFetch fetch, CancellationToken cancellationToken)
    {
        var there = await ServerPlace.FindAsync(account, tools, message, cancellationToken);
        await using var blob = await tools.Blobs.BeginAsync(account.User, account.Id, BlobKind.Body, BodyFetcher.MaxBytes, cancellationToken);
        await using var decoding = new PartDecodingStream(place.Encoding, blob);
        var progress = new SectionProgress(place.Section, place.Octets);
        while (!progress.IsComplete)
        {
            if (fetch.IsAbandoned())
                return;
            await using var lease = await pool.RentAsync(ImapPurpose.Interactive, cancellationToken);
            await tools.ImapParts.ReadPieceAsync(
                lease, there.Folder.Path, there.Folder.Anchor.UidValidity, there.Uid, progress, decoding, BodyFetcher.MaxBytes, cancellationToken);
            lease.Complete();
            // Yandex leaves the content of a part out now and then (MailKit's issue 1708).
            if (progress.Offset == 0 && place.Octets > 0)
                throw new MailFaultException(new MailFault(MailFaultKind.Protocol, "The server sent nothing of the part"));
            fetch.Begin(blob);
        }

        decoding.Finish();
        await tools.Parts.AddAsync(account.Id, message, part, await blob.CompleteAsync(cancellationToken), cancellationToken);
        await tools.Cache.GrewAsync(blob.Length, cancellationToken);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Account {Account}: a part of message {Message} was not fetched to its end")]
    private partial void LogFailed(Exception exception, AccountId account, MessageId message);
}
