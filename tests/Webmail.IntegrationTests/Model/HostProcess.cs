using System.Diagnostics;
using System.Text.Json;
using Webmail.CrashHost;
using Webmail.TestKit;

namespace Webmail.IntegrationTests.Model;

/// <summary>The product in a process of its own, built with crash points, on a data directory that outlives it.</summary>
internal sealed class HostProcess(HostSettings settings, CrashTally tally) : IAsyncDisposable
{
    private const string DiedAt = "died at ";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly Lazy<Task<string>> Built = new(BuildAsync);
    private readonly Queue<string> _log = new();
    private Process? _process;
    private Process? _spare;

    public bool IsRunning => _process is { HasExited: false };

    /// <summary>The last lines of its log, for a failure to show.</summary>
    public string Log
    {
        get
        {
            lock (_log)
                return string.Join('\n', _log);
        }
    }

    public async Task StartAsync()
    {
        var process = _spare ?? await LaunchAsync();
        _process = process;
        await process.StandardInput.WriteLineAsync(JsonSerializer.Serialize(settings, HostJson.Options));
        await process.StandardInput.FlushAsync();
        if (await ReadLineAsync(process) != "ready")
            throw new InvalidOperationException($"The product did not start:\n{Log}");

        // The next one loads its code while this one works.
        _spare = await LaunchAsync();
    }

    /// <returns>Null when it died before the reply.</returns>
    public async Task<HostReply?> AskAsync(HostRequest request)
    {
        if (_process is not { } process)
            return null;
        try
        {
            await process.StandardInput.WriteLineAsync(JsonSerializer.Serialize(request, HostJson.Options));
            await process.StandardInput.FlushAsync();
        }
        catch (IOException)
        {
            // It died since the last reply; what it said before that is still to be read.
        }

        var line = await ReadLineAsync(process);
        if (line is null || line.StartsWith(DiedAt, StringComparison.Ordinal))
        {
            await EndedAsync(process, line);
            return null;
        }

        return JsonSerializer.Deserialize<HostReply>(line, HostJson.Options) ?? throw new InvalidOperationException("An empty reply");
    }

    /// <summary>SIGKILL from outside.</summary>
    public async Task KillAsync()
    {
        if (_process is not { } process)
            return;
        if (!process.HasExited)
            process.Kill();
        await EndedAsync(process, await ReadLineAsync(process));
    }

    public async ValueTask DisposeAsync()
    {
        await KillAsync();
        _spare?.Kill();
        _spare?.Dispose();
    }

    private async Task EndedAsync(Process process, string? lastLine)
    {
        await process.WaitForExitAsync();
        while (lastLine is not null)
        {
            if (lastLine.StartsWith(DiedAt, StringComparison.Ordinal))
                tally.Died(lastLine[DiedAt.Length..]);
            lastLine = await process.StandardOutput.ReadLineAsync();
        }

        _process = null;
        process.Dispose();
    }

    private async Task<string?> ReadLineAsync(Process process)
    {
        using var patience = new CancellationTokenSource(Patience);
        try
        {
            return await process.StandardOutput.ReadLineAsync(patience.Token);
        }
        catch (OperationCanceledException)
        {
            throw new TimeoutException($"The product did not answer in {Patience}:\n{Log}");
        }
    }

    private async Task<Process> LaunchAsync()
    {
        var start = new ProcessStartInfo("dotnet", [await Built.Value]) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        var process = Process.Start(start) ?? throw new InvalidOperationException("dotnet did not start");
        process.ErrorDataReceived += (_, line) => Keep(line.Data);
        process.BeginErrorReadLine();
        return process;
    }

    private void Keep(string? line)
    {
        if (line is null)
            return;
        lock (_log)
        {
            _log.Enqueue(line);
            if (_log.Count > 60)
                _log.Dequeue();
        }
    }

    private static async Task<string> BuildAsync()
    {
        var project = Path.Combine(Repository.Root, "tests", "Webmail.CrashHost");
        var output = Path.Combine(project, "bin", "crash", "published");
        var start = new ProcessStartInfo("dotnet", ["publish", project, "-p:CrashPoints=true", "-c", "Release", "-o", output, "-v", "quiet", "-nologo", "-nodeReuse:false"]) { RedirectStandardOutput = true };
        using var build = Process.Start(start) ?? throw new InvalidOperationException("dotnet did not start");
        var words = await build.StandardOutput.ReadToEndAsync();
        await build.WaitForExitAsync();
        if (build.ExitCode != 0)
            throw new InvalidOperationException($"{project} cannot be built with crash points:\n{words}");
        return Path.Combine(output, "Webmail.CrashHost.dll");
    }
}
