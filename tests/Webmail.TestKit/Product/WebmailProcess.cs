using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Webmail.TestKit.Product;

/// <summary>The product as people run it: a process of its own, from the build output or a published folder, on a free loopback port.</summary>
public sealed partial class WebmailProcess : IAsyncDisposable
{
    private static readonly TimeSpan StartPatience = TimeSpan.FromSeconds(60);

    private readonly WebmailProcessOptions _options;
    private readonly string _root;
    private readonly Guard _guard;
    private readonly ConcurrentQueue<string> _log = new();
    private Process? _process;

    private WebmailProcess(WebmailProcessOptions options)
    {
        _options = options;
        _root = ShortDirectory.Create("wp");
        _guard = new Guard(PidFile, _root);
        DataDirectory = options.DataDirectory ?? Path.Combine(_root, "data");
        Address = new Uri($"http://127.0.0.1:{(options.Port ?? FreePorts.Pick(1)[0]).ToString(CultureInfo.InvariantCulture)}");
    }

    /// <summary>Where it answers, without a final slash in <see cref="Uri.AbsolutePath"/> beyond the root's.</summary>
    public Uri Address { get; }

    public string DataDirectory { get; }

    /// <summary>0 while it is not running.</summary>
    public int ProcessId => _process is { HasExited: false } ? _process.Id : 0;

    /// <summary>Everything it has written so far, over all its starts.</summary>
    public string Log => string.Join('\n', _log);

    /// <summary>The one-time code of <c>/setup</c> from the log; null when it printed none.</summary>
    public string? SetupCode => _log.Select(line => SetupCodePattern().Match(line)).LastOrDefault(match => match.Success)?.Groups["code"].Value;

    private string PidFile => Path.Combine(_root, "pids");

    /// <summary>Starts it and returns when it says that it is ready.</summary>
    /// <exception cref="InvalidOperationException">It ended or did not become ready; the message holds its log.</exception>
    public static async Task<WebmailProcess> StartAsync(WebmailProcessOptions? options = null, CancellationToken cancellationToken = default)
    {
        var webmail = new WebmailProcess(options ?? new WebmailProcessOptions());
        try
        {
            await webmail.StartAgainAsync(cancellationToken);
            return webmail;
        }
        catch
        {
            await webmail.DisposeAsync();
            throw;
        }
    }

    /// <summary>Starts it again on the same data and the same address.</summary>
    public async Task StartAgainAsync(CancellationToken cancellationToken = default)
    {
        if (ProcessId != 0)
            throw new InvalidOperationException("It is running");
        _process?.Dispose();

        var folder = _options.PublishedFolder ?? Path.Combine(Repository.Root, "src", "Webmail.Web", "bin", Repository.Configuration, "net10.0");
        var start = new ProcessStartInfo("dotnet", [Path.Combine(folder, "Webmail.Web.dll")])
        {
            WorkingDirectory = _options.PublishedFolder ?? Path.Combine(Repository.Root, "src", "Webmail.Web"),
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["ASPNETCORE_ENVIRONMENT"] = "Production";
        start.Environment["ASPNETCORE_URLS"] = Address.GetLeftPart(UriPartial.Authority);
        start.Environment["Webmail__DataDirectory"] = DataDirectory;
        // Nobody answers there: no test asks the network about a domain.
        start.Environment["Webmail__Network__NameServers__0"] = "127.0.0.1:9";
        foreach (var (name, value) in _options.Settings)
            start.Environment[name] = value;

        _process = Process.Start(start) ?? throw new InvalidOperationException("dotnet did not start");
        Guard.Watch(PidFile, _process.Id);
        _process.OutputDataReceived += (_, line) => Keep(line.Data);
        _process.ErrorDataReceived += (_, line) => Keep(line.Data);
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        await WaitReadyAsync(_process, cancellationToken);
    }

    /// <summary>Ends it as a power cut would (SIGKILL).</summary>
    public async Task KillAsync()
    {
        if (_process is { HasExited: false } process)
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync();
        }
    }

    /// <summary>Ends it as an administrator would (SIGTERM); kills it when that takes longer than a minute.</summary>
    public async Task StopAsync()
    {
        if (_process is not { HasExited: false } process)
            return;
        Native.Signal(process.Id, Native.SigTerm);
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        try
        {
            await process.WaitForExitAsync(patience.Token);
        }
        catch (OperationCanceledException)
        {
            await KillAsync();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await KillAsync();
        _process?.Dispose();
        _guard.Dispose();
        if (_options.KeepLogAt is { } path)
            await File.WriteAllTextAsync(path, Log);
        Directory.Delete(_root, recursive: true); // The data too, when it is ours.
    }

    private async Task WaitReadyAsync(Process process, CancellationToken cancellationToken)
    {
        using var client = new HttpClient { BaseAddress = Address, Timeout = TimeSpan.FromSeconds(5) };
        var clock = Stopwatch.StartNew();
        while (!process.HasExited && clock.Elapsed < StartPatience)
        {
            try
            {
                using var answer = await client.GetAsync(new Uri("/health/ready", UriKind.Relative), cancellationToken);
                if (answer.IsSuccessStatusCode)
                    return;
            }
            catch (Exception exception) when (exception is HttpRequestException || (exception is TaskCanceledException && !cancellationToken.IsCancellationRequested))
            {
                // Not listening yet.
            }

            await Task.Delay(50, cancellationToken);
        }

        throw new InvalidOperationException($"The product {(process.HasExited ? "ended" : "was not ready in time")}:\n{Log}");
    }

    private void Keep(string? line)
    {
        if (line is null)
            return;
        _log.Enqueue(line);
        _options.OnLogLine?.Invoke(line);
    }

    [GeneratedRegex(@"(?:setup|one-time)\b.*?\bcode\b\W*(?:is\W+)?(?<code>[A-Za-z0-9]{4,}(?:-[A-Za-z0-9]{2,})*)", RegexOptions.IgnoreCase)]
    private static partial Regex SetupCodePattern();
}
