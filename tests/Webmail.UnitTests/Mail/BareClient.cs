using System.Diagnostics;
using System.Globalization;
using Webmail.TestKit;
using Webmail.TestKit.Servers;

namespace Webmail.UnitTests.Mail;

/// <summary>What a server does to MailKit when nothing is put around it; in a process of its own, since some of it ends the process.</summary>
internal static class BareClient
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Arrival = TimeSpan.FromSeconds(60);

    public enum Harm
    {
        /// <summary>It came to an end, by an exception or without.</summary>
        None,

        /// <summary>The process was gone at once: no exception handler could have caught it.</summary>
        Killed,

        /// <summary>It was still busy or waiting two seconds after the trick.</summary>
        Hung,

        /// <summary>It had read more than anybody should of one answer, and went on.</summary>
        Flooded,

        /// <summary>It believed what cannot be.</summary>
        Deceived,
    }

    /// <param name="startTls">The client demands STARTTLS.</param>
    /// <param name="struck">Completes when the server plays its trick; the time before, in which a process starts, is not counted.</param>
    /// <param name="flood">Bytes after which no doubt is left that it would read for ever.</param>
    public static async Task<Harm> VisitAsync(ScriptedServer server, bool startTls, Task struck, long flood)
    {
        var program = Path.Combine(Repository.Root, "tests", "Webmail.BareClient", "bin", Repository.Configuration, "net10.0", "Webmail.BareClient.dll");
        var start = new ProcessStartInfo("dotnet", [program, server.Port.ToString(CultureInfo.InvariantCulture), startTls ? "starttls" : "plain"]) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["DOTNET_GCHeapHardLimit"] = "0x20000000";
        start.Environment["DOTNET_DbgEnableMiniDump"] = "0";
        using var process = Process.Start(start) ?? throw new InvalidOperationException("dotnet did not start");
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        var exit = process.WaitForExitAsync();
        await Task.WhenAny(exit, struck.WaitAsync(Arrival));
        var clock = Stopwatch.StartNew();
        while (!exit.IsCompleted && clock.Elapsed < Patience && server.SentBytes < flood)
            await Task.WhenAny(exit, Task.Delay(20));
        if (!exit.IsCompleted)
        {
            process.Kill();
            await exit;
            struck.IsCompletedSuccessfully.ShouldBeTrue("the client never came as far as the trick");
            return server.SentBytes < flood ? Harm.Hung : Harm.Flooded;
        }

        if ((await output).Contains("deceived", StringComparison.Ordinal))
            return Harm.Deceived;

        // An unhandled exception ends it by SIGABRT as well, but says what was thrown.
        var said = await errors;
        return said.Contains("Stack overflow", StringComparison.Ordinal) || said.Contains("OutOfMemory", StringComparison.Ordinal) || said.Contains("Out of memory", StringComparison.Ordinal)
            ? Harm.Killed
            : Harm.None;
    }
}
