namespace Webmail.Engine.Reading;

/// <summary>What brings one account's messages into the blob store: whole, as an outline, part by part. Lives with its actor.</summary>
internal sealed record MessageFetchers(BodyFetcher Bodies, OutlineFetcher Outlines, PartFetcher Parts) : IAsyncDisposable
{
    public async ValueTask DisposeAsync()
    {
        await Bodies.DisposeAsync();
        await Outlines.DisposeAsync();
        await Parts.DisposeAsync();
    }
}
