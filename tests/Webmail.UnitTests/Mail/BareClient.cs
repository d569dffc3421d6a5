using System.Diagnostics;
using System.Globalization;
using Webmail.TestKit;

namespace Webmail.UnitTests.Mail;

/// <summary>What a server does to MailKit when nothing is put around it; in a process of its own, since some of it ends the process.</summary>
internal static class BareClient
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(4);

    public enum Harm
    {
        /// <summary>It came to an end, by an exception or without.</summary>
        None,

        /// <summary>The process was gone at once: no exception handler could have caught it.</summary>
        Killed,

        /// <summary>It was still busy or waiting after four seconds.</summary>
        Hung,

        /// <summary>It held itself signed in without having given its password.</summary>
        Deceived,
    }

    public static async Task<Harm> VisitAsync(int port)
    {
        var program = Path.Combine(Repository.Root, "tests", "Webmail.BareClient", "bin", Repository.Configuration, "net10.0", "Webmail.BareClient.dll");
        var start = new ProcessStartInfo("dotnet", [program, port.ToString(CultureInfo.InvariantCulture)]) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["DOTNET_GCHeapHardLimit"] = "0x20000000";
        start.Environment["DOTNET_DbgEnableMiniDump"] = "0";
        using var process = Process.Start(start) ?? throw new InvalidOperationException("dotnet did not start");
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        using var patience = new CancellationTokenSource(Patience);
        try
        {
            await process.WaitForExitAsync(patience.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill();
            await process.WaitForExitAsync(CancellationToken.None);
            return Harm.Hung;
        }

        if ((await output).Contains("trusted", StringComparison.Ordinal))
            return Harm.Deceived;

        // An unhandled exception ends it by SIGABRT as well, but says what was thrown.
        var said = await errors;
        return said.Contains("Stack overflow", StringComparison.Ordinal) || said.Contains("OutOfMemory", StringComparison.Ordinal) || said.Contains("Out of memory", StringComparison.Ordinal)
            ? Harm.Killed
            : Harm.None;
    }
}
