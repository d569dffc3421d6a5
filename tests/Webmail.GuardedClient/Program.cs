using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Webmail.GuardedClient;
using Webmail.Mail;
using Webmail.Model;

// The product's mail services against hostile servers, all at once and in a process of its own: what one of them does to it ends in a line
// of output, or the process ends, and a limit on its heap is one on the memory that all of them together can make it hold.
// Arguments: a file of trusted certificates, the deadline in seconds, the most bytes of an answer, then "port" or "port:starttls" for each server.
var options = new MailNetworkOptions
{
    TrustedCertificatesPath = args[0],
    ConnectTimeout = Seconds(args[1]),
    OperationTimeout = Seconds(args[1]),
    MaxOperationBytes = long.Parse(args[2], CultureInfo.InvariantCulture),
};
await using var services = new ServiceCollection().AddWebmailMail(options, []).BuildServiceProvider();
await Task.WhenAll(args[3..].Select(async server =>
{
    var parts = server.Split(':');
    var fault = await new GuardedVisit(services).ToAsync(
        int.Parse(parts[0], CultureInfo.InvariantCulture),
        parts.Length > 1 ? ConnectionSecurity.StartTls : ConnectionSecurity.None);
    Console.Out.WriteLine($"{parts[0]} {(fault is null ? "nothing" : $"{fault.Kind} {fault.ServerText}")}");
}));

static TimeSpan Seconds(string text) => TimeSpan.FromSeconds(double.Parse(text, CultureInfo.InvariantCulture));
