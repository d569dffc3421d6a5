using System.Globalization;

namespace Webmail.Benchmarks;

/// <summary>What Linux says of a process' memory (proc_pid_status(5)).</summary>
internal static class ProcessMemory
{
    /// <param name="item">Such as VmRSS, what it holds now, or VmHWM, the most it has held.</param>
    /// <returns>Megabytes of 1,048,576 bytes.</returns>
    public static double Megabytes(int process, string item)
    {
        var line = File.ReadLines($"/proc/{process.ToString(CultureInfo.InvariantCulture)}/status").First(line => line.StartsWith(item + ":", StringComparison.Ordinal));
        return double.Parse(line[(item.Length + 1)..].Replace("kB", "", StringComparison.Ordinal), CultureInfo.InvariantCulture) / 1024;
    }
}
