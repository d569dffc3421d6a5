using System.Diagnostics;
using System.Globalization;

namespace Webmail.TestKit;

/// <summary>
/// Ends processes and removes a directory when this process is gone without having disposed of them (killed by a time limit, a debugger,
/// SIGKILL): a shell that waits for the end of its input, which the kernel closes for us.
/// </summary>
internal sealed class Guard : IDisposable
{
    private readonly Process _shell;

    /// <param name="pidFile">Holds the ids to end, one a line; read when the time has come.</param>
    /// <param name="directory">Removed afterwards; must be ours.</param>
    public Guard(string pidFile, string directory)
    {
        const string Script = """
            read -r end
            while read -r pid; do kill -CONT "$pid"; kill -TERM "$pid"; done <"$1" 2>/dev/null
            sleep 3
            while read -r pid; do kill -KILL "$pid"; done <"$1" 2>/dev/null
            rm -rf -- "$2"
            """;
        // setsid: Ctrl+C in a terminal reaches the whole group, and the guard has to outlive it.
        var start = new ProcessStartInfo("setsid", ["sh", "-c", Script, "guard", pidFile, directory]) { RedirectStandardInput = true };
        _shell = Process.Start(start) ?? throw new InvalidOperationException("The guard did not start");
    }

    /// <summary>Adds a process to those that must not outlive us.</summary>
    public static void Watch(string pidFile, int processId) =>
        File.AppendAllText(pidFile, processId.ToString(CultureInfo.InvariantCulture) + "\n");

    /// <summary>An orderly end: nothing is left to guard.</summary>
    public void Dispose()
    {
        _shell.Kill();
        _shell.WaitForExit();
        _shell.Dispose();
    }
}
