using System.Globalization;
using System.Runtime.InteropServices;
using Webmail.Demo;
using Webmail.TestKit;
using Webmail.TestKit.Product;
using Webmail.TestKit.Servers;

// The product with a mail server of its own and sample mail for two people. Everything lives in temporary directories and goes with it.
using var stop = new CancellationTokenSource();
using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);

try
{
    Console.WriteLine("Starting a mail server …");
    await using var mail = await MailServer.StartAsync(new MailServerOptions { Domains = ["demo.test"] }, stop.Token);
    var anna = await mail.AddUserAsync("anna@demo.test", "anna likes mail");
    var boris = await mail.AddUserAsync("boris@demo.test", "boris likes mail");
    await DemoMailboxes.FillAsync(mail, anna, boris, stop.Token);

    Console.WriteLine("Starting Webmail …");
    await using var webmail = await WebmailProcess.StartAsync(
        new WebmailProcessOptions { Settings = mail.ProviderSettings(), Port = FreePorts.FirstFrom(5080) },
        stop.Token);

    Console.WriteLine();
    Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  Open        http://localhost:{webmail.Address.Port}"));
    foreach (var person in new[] { anna, boris })
        Console.WriteLine($"  Sign in     {person.Address}   password: {person.Password}");
    if (webmail.SetupCode is { } code)
        Console.WriteLine($"  Setup code  {code}   (for /setup, to become the administrator)");
    Console.WriteLine();
    Console.WriteLine("Ctrl+C ends it and removes everything.");
    await Task.Delay(Timeout.InfiniteTimeSpan, stop.Token);
}
catch (OperationCanceledException) when (stop.IsCancellationRequested)
{
    Console.WriteLine("Stopped.");
}
catch (MailServerUnavailableException missing)
{
    await Console.Error.WriteLineAsync(missing.Reason);
    return 3;
}

return 0;

void Stop(PosixSignalContext context)
{
    context.Cancel = true; // So that the servers are stopped before we end.
    stop.Cancel();
}
