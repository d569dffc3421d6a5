using Webmail.CrashHost;

namespace Webmail.IntegrationTests.Model;

/// <summary>The product with both mailboxes of the person, started again as often as it takes.</summary>
internal sealed class ModelProduct(HostSettings settings, IReadOnlyList<ModelAccount> accounts, CrashTally tally) : IAsyncDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);
    private readonly HostProcess _host = new(settings, tally);

    public bool IsRunning => _host.IsRunning;

    public string Log => _host.Log;

    /// <summary>Signs in, after starting it when it is down.</summary>
    public async Task StartAsync()
    {
        for (var attempt = 1; ; attempt++)
        {
            if (!_host.IsRunning)
                await _host.StartAsync();
            try
            {
                if (await _host.AskAsync(new HostRequest(HostVerb.SignIn, accounts[0].User.Address, accounts[0].User.Password)) is not null)
                    return;
            }
            catch (TimeoutException) when (attempt < 3)
            {
                await _host.KillAsync();
            }

            if (attempt == 5)
                throw new ModelBrokenException($"The product cannot be signed in to:\n{_host.Log}");
        }
    }

    /// <summary>Adds the second mailbox. On a busy machine a server may not answer in time: then once more.</summary>
    public async Task AddSecondAsync()
    {
        var request = new HostRequest(HostVerb.AddAccount, accounts[1].User.Address, accounts[1].User.Password);
        for (var attempt = 1; await _host.AskAsync(request) is null; attempt++)
        {
            if (attempt == 3)
                throw new ModelBrokenException($"The second mailbox cannot be added:\n{_host.Log}");
            await StartAsync();
        }
    }

    /// <inheritdoc cref="HostProcess.AskAsync"/>
    public Task<HostReply?> AskAsync(HostRequest request) => _host.AskAsync(request);

    /// <inheritdoc cref="HostProcess.KillAsync"/>
    public Task KillAsync() => _host.KillAsync();

    /// <summary>Where the index shows a message.</summary>
    /// <param name="orNone">False waits until it does, or has nothing left to do.</param>
    public async Task<IReadOnlyList<Place>> PlacesAsync(string header, bool orNone)
    {
        while (true)
        {
            if (await _host.AskAsync(new HostRequest(HostVerb.Snapshot)) is { Snapshot: { } snapshot })
            {
                List<Place> places = [.. snapshot.Messages.Where(row => row.Header == header && row.IsShown).Select(row => new Place(row.Folder, row.Flags))];
                if (places.Count > 0 || orNone || snapshot.IsQuiet)
                    return places;
                await Task.Delay(Pause, CancellationToken.None);
            }
            else
            {
                await StartAsync();
            }
        }
    }

    public ValueTask DisposeAsync() => _host.DisposeAsync();
}
