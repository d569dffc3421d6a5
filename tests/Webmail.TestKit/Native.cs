using System.ComponentModel;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;

namespace Webmail.TestKit;

/// <summary>The few calls of the C library that .NET has no name for.</summary>
internal static class Native
{
    public const int SigKill = 9;
    public const int SigTerm = 15;
    public const int SigCont = 18;
    public const int SigStop = 19;

    /// <summary>Sends a signal; a process that is gone already is fine.</summary>
    public static void Signal(int processId, int signal)
    {
        const int NoSuchProcess = 3;
        if (kill(processId, signal) != 0 && Marshal.GetLastPInvokeError() is var error && error != NoSuchProcess)
            throw new Win32Exception(error, $"Signal {signal} to process {processId} failed");
    }

    /// <summary>Gives a file to a numeric owner and group.</summary>
    public static void ChangeOwner(string path, int owner, int group)
    {
        if (chown(Encoding.UTF8.GetBytes(path + "\0"), owner, group) != 0)
            throw new Win32Exception(Marshal.GetLastPInvokeError(), $"Cannot give {path} to {owner}:{group}");
    }

    /// <summary>True for root; only root can start mail servers that change users.</summary>
    public static bool IsRoot => geteuid() == 0;

    /// <summary>Alive and not a zombie.</summary>
    public static bool IsAlive(int processId) => StateOf(processId) is { State: not 'Z' };

    /// <summary>The process, everything below it and everything in the session it leads, parents first.</summary>
    /// <remarks>The session finds what a parent left behind: the children of a daemon that ended belong to nobody else.</remarks>
    public static IReadOnlyList<int> Family(int processId)
    {
        var all = Directory.EnumerateDirectories("/proc")
            .Select(path => int.TryParse(Path.GetFileName(path), NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : 0)
            .Where(id => id > 0)
            .Select(id => (Id: id, State: StateOf(id)))
            .Where(entry => entry.State is not null)
            .Select(entry => (entry.Id, Parent: entry.State.GetValueOrDefault().Parent, Session: entry.State.GetValueOrDefault().Session))
            .ToList();
        var parents = all.ToLookup(entry => entry.Parent, entry => entry.Id);

        var family = new List<int> { processId };
        for (var i = 0; i < family.Count; i++)
            family.AddRange(parents[family[i]]);
        return [.. family.Union(all.Where(entry => entry.Session == processId).Select(entry => entry.Id))];
    }

    private static (char State, int Parent, int Session)? StateOf(int processId)
    {
        try
        {
            // proc(5): the name in parentheses may itself hold spaces and parentheses, so read after the last one.
            var stat = File.ReadAllText($"/proc/{processId.ToString(CultureInfo.InvariantCulture)}/stat");
            var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
            return (fields[0][0], int.Parse(fields[1], CultureInfo.InvariantCulture), int.Parse(fields[3], CultureInfo.InvariantCulture));
        }
        catch (IOException)
        {
            return null; // It ended while we were looking.
        }
    }

    [DllImport("libc", SetLastError = true)]
    private static extern int kill(int processId, int signal);

    [DllImport("libc", SetLastError = true)]
    private static extern int chown(byte[] path, int owner, int group);

    [DllImport("libc")]
    private static extern int geteuid();
}
