using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;

namespace Webmail.TestKit.Servers;

/// <summary>Daemons of test servers: started in the foreground, in a session of their own, and ended with all they started.</summary>
internal static class ServerProcess
{
    /// <param name="environment">All of it.</param>
    /// <param name="logPath">Takes what it says; a pipe of ours would be held open by whatever it leaves behind.</param>
    /// <returns>Its process id.</returns>
    public static int Start(IReadOnlyList<string> command, IReadOnlyDictionary<string, string> environment, string logPath)
    {
        const string Script = "exec >>\"$0\" 2>&1 </dev/null; exec \"$@\"";
        var start = new ProcessStartInfo("setsid", ["sh", "-c", Script, logPath, .. command]);
        start.Environment.Clear();
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        using var process = Process.Start(start) ?? throw new InvalidOperationException($"{command[0]} did not start");
        return process.Id;
    }

    /// <summary>Ends everything at once, without an orderly end: what they would have saved is thrown away with the directory.</summary>
    public static async Task KillAsync(int master)
    {
        // Frozen first, so that it starts no child while its children end.
        Native.Signal(master, Native.SigStop);
        while (Living(master) is { Count: > 0 } family)
        {
            foreach (var process in family)
                Native.Signal(process, Native.SigKill);
            await Task.Delay(5);
        }
    }

    /// <summary>Ends what has this directory for its whole file system: whatever left the family of the process that started it.</summary>
    public static void KillInRoot(string root)
    {
        foreach (var directory in Directory.EnumerateDirectories("/proc"))
        {
            if (int.TryParse(Path.GetFileName(directory), NumberStyles.None, CultureInfo.InvariantCulture, out var process) && RootOf(directory) == root)
                Native.Signal(process, Native.SigKill);
        }
    }

    public static List<int> Living(int master) => [.. Native.Family(master).Where(Native.IsAlive)];

    /// <summary>Makes and starts a server; once more with other ports when another process took one of them first.</summary>
    public static async Task<T> StartAsync<T>(Func<T> make, Func<T, Task> start)
        where T : IAsyncDisposable
    {
        const int Attempts = 3;
        for (var attempt = 1; ; attempt++)
        {
            var server = make();
            try
            {
                await start(server);
                return server;
            }
            catch (Exception exception) when (attempt < Attempts && exception is (InvalidOperationException or TimeoutException or Win32Exception))
            {
                await server.DisposeAsync();
            }
            catch
            {
                await server.DisposeAsync();
                throw;
            }
        }
    }

    private static string? RootOf(string process)
    {
        try
        {
            return new DirectoryInfo(Path.Combine(process, "root")).LinkTarget;
        }
        catch (IOException)
        {
            // It ended meanwhile.
            return null;
        }
    }
}
