using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using Webmail.TestKit;

namespace Webmail.Benchmarks;

/// <summary>What the numbers were measured on; without it they say nothing.</summary>
internal static class Machine
{
    public static string Description
    {
        get
        {
            var processor = Line("/proc/cpuinfo", "model name");
            var memory = long.Parse(Line("/proc/meminfo", "MemTotal").Split(' ')[0], CultureInfo.InvariantCulture) / 1024 / 1024;
            return string.Create(CultureInfo.InvariantCulture, $"{Environment.ProcessorCount} cores ({processor}), {memory} GB, {Line("/etc/os-release", "PRETTY_NAME").Trim('"')}, {RuntimeInformation.FrameworkDescription}");
        }
    }

    /// <summary>The commit that was measured; says so when the working tree differs from it.</summary>
    public static string Commit => Git("rev-parse", "--short", "HEAD") + (Git("status", "--porcelain", "src").Length > 0 ? " with local changes" : "");

    private static string Line(string file, string key) =>
        File.ReadLines(file).FirstOrDefault(line => line.StartsWith(key, StringComparison.Ordinal)) is { } found
            ? found[(found.IndexOfAny([':', '=']) + 1)..].Trim()
            : "unknown";

    private static string Git(params IReadOnlyList<string> arguments)
    {
        var start = new ProcessStartInfo("git", arguments) { WorkingDirectory = Repository.Root, RedirectStandardOutput = true };
        using var git = Process.Start(start) ?? throw new InvalidOperationException("git did not start");
        var text = git.StandardOutput.ReadToEnd();
        git.WaitForExit();
        return text.Trim();
    }
}
