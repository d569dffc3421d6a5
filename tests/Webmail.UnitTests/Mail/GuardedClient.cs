using System.Diagnostics;
using System.Globalization;
using Webmail.Model;
using Webmail.TestKit;

namespace Webmail.UnitTests.Mail;

/// <summary>What servers do to the product's mail services, in one process that may not have more memory than a few of their answers take.</summary>
internal static class GuardedClient
{
    // The other half of it is what .NET and MailKit themselves need.
    private const long HeapBytes = 8 * HostileRuns.MaxBytes;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <param name="servers">Ports; whether STARTTLS is demanded.</param>
    /// <returns>For each port what was wrong; null when nothing seemed to be.</returns>
    public static async Task<IReadOnlyDictionary<int, (MailFaultKind Kind, string Text)?>> VisitAsync(
        IReadOnlyList<(int Port, bool StartTls)> servers, string trustedPath, TimeSpan deadline, long maxBytes)
    {
        var program = Path.Combine(Repository.Root, "tests", "Webmail.GuardedClient", "bin", Repository.Configuration, "net10.0", "Webmail.GuardedClient.dll");
        IReadOnlyList<string> arguments =
        [
            program,
            trustedPath,
            deadline.TotalSeconds.ToString(CultureInfo.InvariantCulture),
            maxBytes.ToString(CultureInfo.InvariantCulture),
            .. servers.Select(server => $"{server.Port.ToString(CultureInfo.InvariantCulture)}{(server.StartTls ? ":starttls" : "")}"),
        ];
        var start = new ProcessStartInfo("dotnet", arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["DOTNET_GCHeapHardLimit"] = $"0x{HeapBytes:X}";
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
            throw new TimeoutException($"Only this came in {Patience}:\n{await output}");
        }

        process.ExitCode.ShouldBe(0, $"one server ended it for all:\n{await errors}");
        return (await output).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split(' ', 3)).ToDictionary(
            words => int.Parse(words[0], CultureInfo.InvariantCulture),
            words => words[1] == "nothing" ? ((MailFaultKind, string)?)null : (Enum.Parse<MailFaultKind>(words[1]), words[2]));
    }
}
