using System.Diagnostics;
using System.Globalization;

namespace Webmail.TestKit.Servers;

/// <summary>Starts, stops and freezes the Dovecot and the Postfix of one test server, each by its own process id.</summary>
internal sealed class MailServerProcesses(string root, MailServerPorts ports)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    public string PidFile { get; } = Path.Combine(root, "pids");

    /// <summary>0 while stopped.</summary>
    public int Dovecot { get; private set; }

    public int Postfix { get; private set; }

    public async Task StartDovecotAsync(CancellationToken cancellationToken)
    {
        var master = Path.Combine(root, "dovecot", "run", "master.pid");
        File.Delete(master);
        await RunAsync($"dovecot -c {root}/dovecot/dovecot.conf", cancellationToken);
        Dovecot = await ReadPidAsync(master, cancellationToken);
        Guard.Watch(PidFile, Dovecot);
        await Task.WhenAll(ports.Dovecot.Select(port => FreePorts.WaitAsync(port, Patience, cancellationToken)));
    }

    public async Task StartPostfixAsync(CancellationToken cancellationToken)
    {
        // Stays in the foreground, so its id is the shell's. (It locks its pid file, and .NET cannot read a locked file.)
        using var master = Shell($"exec \"$(postconf -dh daemon_directory)/master\" -c {root}/postfix/etc");
        Postfix = master.Id;
        Guard.Watch(PidFile, Postfix);
        await Task.WhenAll(ports.Postfix.Select(port => FreePorts.WaitAsync(port, Patience, cancellationToken)));
    }

    public async Task StopDovecotAsync()
    {
        if (Dovecot != 0)
            await StopAsync(Dovecot);
        Dovecot = 0;
    }

    public async Task StopPostfixAsync()
    {
        if (Postfix != 0)
            await StopAsync(Postfix);
        Postfix = 0;
    }

    public void SuspendDovecot()
    {
        // The parent first: then it starts no child that we would miss.
        Native.Signal(Dovecot, Native.SigStop);
        foreach (var process in Native.Family(Dovecot))
            Native.Signal(process, Native.SigStop);
    }

    public void ResumeDovecot()
    {
        if (Dovecot == 0)
            return;
        foreach (var process in Native.Family(Dovecot))
            Native.Signal(process, Native.SigCont);
    }

    /// <summary>Ends everything at once, without an orderly end: what they would have saved is thrown away with the directory.</summary>
    public async Task KillAsync()
    {
        foreach (var master in new[] { Dovecot, Postfix }.Where(id => id != 0))
            await ServerProcess.KillAsync(master);
        (Dovecot, Postfix) = (0, 0);
    }

    private static async Task StopAsync(int master)
    {
        foreach (var process in Native.Family(master))
            Native.Signal(process, Native.SigCont);
        Native.Signal(master, Native.SigTerm);
        var clock = Stopwatch.StartNew();

        // Looked for anew each time: a child started in the last moment would keep the sockets open, and the next start would find them taken.
        while (ServerProcess.Living(master) is { Count: > 0 } family)
        {
            if (clock.Elapsed > TimeSpan.FromSeconds(5))
            {
                foreach (var process in family)
                    Native.Signal(process, Native.SigKill);
            }

            await Task.Delay(10);
        }
    }

    private string StartLog => Path.Combine(root, "log", "start.log");

    private async Task RunAsync(string command, CancellationToken cancellationToken)
    {
        using var shell = Shell(command);
        await shell.WaitForExitAsync(cancellationToken);
        if (shell.ExitCode != 0)
            throw new InvalidOperationException($"'{command}' ended with {shell.ExitCode}: {await File.ReadAllTextAsync(StartLog, cancellationToken)}");
    }

    // The servers outlive the shell and would hold a pipe of ours open for ever, so their first words go to a file.
    private Process Shell(string command) => Process.Start("/bin/sh", ["-c", $"exec >>{StartLog} 2>&1 </dev/null; {command}"]);

    private static async Task<int> ReadPidAsync(string file, CancellationToken cancellationToken)
    {
        var clock = Stopwatch.StartNew();
        while (clock.Elapsed < Patience)
        {
            if (File.Exists(file)
                && int.TryParse((await File.ReadAllTextAsync(file, cancellationToken)).Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var pid)
                && Native.IsAlive(pid))
            {
                return pid;
            }

            await Task.Delay(10, cancellationToken);
        }

        throw new TimeoutException($"No living process in {file}");
    }
}
