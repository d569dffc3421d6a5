using Webmail.Data;
using Webmail.Engine.Accounts;
using Webmail.Mail.Render;
using Webmail.Model;

namespace Webmail.Engine.Reading;

/// <summary>Messages and their parts from the blob store; what is not there is fetched into it first.</summary>
internal sealed class StoredMessages(BlobStore blobs, PartStore parts, IAccountHost host)
{
    /// <summary>Larger messages are fetched part by part.</summary>
    public const long LargeBytes = 1024 * 1024;

    /// <summary>What is shown of a large message; the caller disposes it.</summary>
    /// <returns>Null for a message that is small, that is here as a whole, or that has to be fetched whole.</returns>
    /// <exception cref="MailFaultException">The server does not give it now.</exception>
    public async Task<OpenOutline?> OutlineAsync(MessageFacts facts, CancellationToken cancellationToken)
    {
        if (facts.SizeBytes <= LargeBytes)
            return null;
        if (await parts.FindAsync(facts.Id, PartStore.Outline, cancellationToken) is { } stored && await ReadAsync(stored, cancellationToken) is { } outline)
            return outline;
        if (facts.BodyBlob is not null)
            return null;
        return await host.FetchOutlineAsync(facts.AccountId, facts.Id, cancellationToken) is { } fetched ? await ReadAsync(fetched, cancellationToken) : null;
    }

    /// <summary>A part of a large message, decoded; of one that is still on its way the size is not known.</summary>
    /// <exception cref="MailFaultException">The server does not give it now.</exception>
    public async Task<(Stream Content, long? SizeBytes)> OpenPartAsync(MessageFacts facts, int part, PartPlace place, CancellationToken cancellationToken)
    {
        if (await parts.FindAsync(facts.Id, part, cancellationToken) is { } stored && await blobs.OpenSizedAsync(stored, cancellationToken) is { } blob)
            return (blob.Content, blob.SizeBytes);
        return (await host.FetchPartAsync(facts.AccountId, facts.Id, part, place, cancellationToken), null);
    }

    /// <summary>The message's own bytes; null when the blob went away as soon as it came.</summary>
    /// <exception cref="MailFaultException">The server does not give it now.</exception>
    public async Task<OpenBlob?> OpenWholeAsync(MessageFacts facts, CancellationToken cancellationToken)
    {
        if (facts.BodyBlob is { } cached && await blobs.OpenSizedAsync(cached, cancellationToken) is { } stream)
            return stream;
        var blob = await host.FetchBodyAsync(facts.AccountId, facts.Id, cancellationToken);
        return await blobs.OpenSizedAsync(blob, cancellationToken);
    }

    private async Task<OpenOutline?> ReadAsync(BlobId blob, CancellationToken cancellationToken)
    {
        if (await blobs.OpenAsync(blob, cancellationToken) is not { } stored)
            return null;
        if (OpenOutline.Read(stored) is { } outline)
            return outline;
        await stored.DisposeAsync();
        return null;
    }
}
