// Store and engine in a process of their own, driven line by line, for tests that kill it at the worst moments.
// The first line on standard input says what to work on; then one line of JSON a request, one a reply on standard output; standard error is the log.

using System.Text.Json;
using Webmail.CrashHost;

if (await Console.In.ReadLineAsync() is not { } first)
    return;
var settings = JsonSerializer.Deserialize<HostSettings>(first, HostJson.Options) ?? throw new InvalidOperationException("No settings");
var death = new Death();
await using var product = await HostedProduct.StartAsync(settings);
var requests = new HostRequests(product, death);
await Console.Out.WriteLineAsync("ready");
while (await Console.In.ReadLineAsync() is { } line)
{
    var request = JsonSerializer.Deserialize<HostRequest>(line, HostJson.Options) ?? throw new InvalidOperationException("Not a request");
    var reply = await requests.AnswerAsync(request, CancellationToken.None);
    await Console.Out.WriteLineAsync(JsonSerializer.Serialize(reply, HostJson.Options));
}
