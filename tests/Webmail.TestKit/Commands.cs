using System.Diagnostics;

namespace Webmail.TestKit;

/// <summary>Runs a program to its end.</summary>
internal static class Commands
{
    /// <exception cref="InvalidOperationException">It ended with an error; the message holds what it said.</exception>
    public static Task RunAsync(string program, IReadOnlyList<string> arguments, CancellationToken cancellationToken) => ReadAsync(program, arguments, cancellationToken);

    /// <inheritdoc cref="RunAsync"/>
    /// <returns>What it wrote.</returns>
    public static async Task<string> ReadAsync(string program, IReadOnlyList<string> arguments, CancellationToken cancellationToken)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true, RedirectStandardOutput = true })
            ?? throw new InvalidOperationException($"{program} did not start");
        var errors = process.StandardError.ReadToEndAsync(cancellationToken);
        var output = process.StandardOutput.ReadToEndAsync(cancellationToken);
        await process.WaitForExitAsync(cancellationToken);
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"{program} ended with {process.ExitCode}: {await errors}{await output}");
        return await output;
    }
}
