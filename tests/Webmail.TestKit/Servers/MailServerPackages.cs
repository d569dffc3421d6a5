using System.Diagnostics;

namespace Webmail.TestKit.Servers;

/// <summary>Makes sure, once a process, that the Debian packages the tests need are installed.</summary>
public static class MailServerPackages
{
    private static readonly Lazy<Task<string?>> Missing = new(InstallAsync);

    /// <summary>Null when everything is there; otherwise why it is not.</summary>
    public static Task<string?> WhyMissingAsync() => Missing.Value;

    /// <exception cref="MailServerUnavailableException">They are not there and could not be installed.</exception>
    public static async Task EnsureAsync()
    {
        if (await WhyMissingAsync() is { } reason)
            throw new MailServerUnavailableException(reason);
        if (!Native.IsRoot)
            throw new MailServerUnavailableException("Dovecot and Postfix change users and can be started only by root");
    }

    private static async Task<string?> InstallAsync()
    {
        if (!OperatingSystem.IsLinux())
            return "The test mail servers run on Linux only";

        using var script = Process.Start(new ProcessStartInfo(Path.Combine(Repository.Root, "tests", "tools", "install-test-servers.sh"))
        {
            RedirectStandardInput = true,
            RedirectStandardError = true,
        }) ?? throw new InvalidOperationException("The installer did not start");
        script.StandardInput.Close();
        var errors = await script.StandardError.ReadToEndAsync();
        await script.WaitForExitAsync();
        return script.ExitCode == 0 ? null : errors.Trim().Split('\n')[^1];
    }
}
