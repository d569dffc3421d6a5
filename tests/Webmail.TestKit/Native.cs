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
    public static bool IsAlive(int processId) => StateAndParent(processId) is { State: not 'Z' };

    /// <summary>The process and everything below it, parents first.</summary>
    public static IReadOnlyList<int> Family(int processId)
    {
        var parents = Directory.EnumerateDirectories("/proc")
            .Select(path => int.TryParse(Path.GetFileName(path), NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : 0)
            .Where(id => id > 0)
            .Select(id => (Id: id, StateAndParent(id)?.Parent))
            .Where(entry => entry.Parent is not null)
            .ToLookup(entry => entry.Parent.GetValueOrDefault(), entry => entry.Id);

        var family = new List<int> { processId };
        for (var i = 0; i < family.Count; i++)
            family.AddRange(parents[family[i]]);
        return family;
    }

    private static (char State, int Parent)? StateAndParent(int processId)
    {
        try
        {
            // proc(5): the name in parentheses may itself hold spaces and parentheses, so read after the last one.
            var stat = File.ReadAllText($"/proc/{processId.ToString(CultureInfo.InvariantCulture)}/stat");
            var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
            return (fields[0][0], int.Parse(fields[1], CultureInfo.InvariantCulture));
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
