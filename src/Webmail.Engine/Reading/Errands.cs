using System.Collections.Concurrent;
using Webmail.Model;

namespace Webmail.Engine.Reading;

/// <summary>
/// Work that is done once however many ask for it, and to its end when they leave: cancelling it would cost the connection. Each has a time after
/// which nobody waits for it.
/// </summary>
internal sealed class Errands<TKey, TResult>(TimeSpan patience, Func<TKey, CancellationToken, Task<TResult>> run) : IAsyncDisposable
    where TKey : notnull
{
    private readonly ConcurrentDictionary<TKey, Lazy<Task<TResult>>> _underWay = new();
    private readonly CancellationTokenSource _ending = new();

    /// <exception cref="MailFaultException">It took too long, or whatever the work throws.</exception>
    public Task<TResult> RunAsync(TKey key, CancellationToken cancellationToken) =>
        _underWay.GetOrAdd(key, of => new Lazy<Task<TResult>>(() => Task.Run(() => RunNowAsync(of), CancellationToken.None))).Value.WaitAsync(cancellationToken);

    /// <summary>Ends what is under way.</summary>
    public async ValueTask DisposeAsync()
    {
        await _ending.CancelAsync();
        foreach (var errand in _underWay.Values)
            await ((Task)errand.Value).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _ending.Dispose();
    }

    private async Task<TResult> RunNowAsync(TKey key)
    {
        try
        {
            using var deadline = CancellationTokenSource.CreateLinkedTokenSource(_ending.Token);
            deadline.CancelAfter(patience);
            return await run(key, deadline.Token);
        }
        catch (OperationCanceledException exception)
        {
            throw new MailFaultException(new MailFault(MailFaultKind.Network, "The message took too long to arrive"), exception);
        }
        finally
        {
            _underWay.TryRemove(key, out _);
        }
    }
}
