using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.Localization;
using Webmail.Engine;
using Webmail.Model;
using Webmail.Web.Account;
using Webmail.Web.Localization;
using Webmail.Web.Resources;

namespace Webmail.Web.Endpoints;

/// <summary>Says line by line how the servers of an address are found, while the person still types the password.</summary>
internal static class DiscoveryEndpoints
{
    private const int MaxAddress = 254;

    public static void MapDiscovery(this IEndpointRouteBuilder api) => api.MapGet("/discovery", FindAsync);

    private static async Task FindAsync(string address, HttpContext context, ServerFindings findings, IStringLocalizer<Texts> text, CancellationToken cancellationToken)
    {
        context.Response.ContentType = "application/x-ndjson; charset=utf-8";
        if (address.Length > MaxAddress)
            return;
        await foreach (var step in findings.WatchAsync(address, NetworkPrefix.Of(context.Connection.RemoteIpAddress), cancellationToken))
        {
            await JsonSerializer.SerializeAsync(context.Response.Body, Line(step, text), JsonSerializerOptions.Web, cancellationToken);
            await context.Response.Body.WriteAsync("\n"u8.ToArray(), cancellationToken);
            await context.Response.Body.FlushAsync(cancellationToken);
        }
    }

    private static FindingLine Line(FindingStep step, IStringLocalizer<Texts> text) => step switch
    {
        { Way.Length: > 0 } => new FindingLine(step.Way, step.Found, text[$"Find_{step.Way}"], step.Elapsed > TimeSpan.Zero ? text["Test_Milliseconds", (int)step.Elapsed.TotalMilliseconds] : string.Empty),
        { Servers: { } servers } => new FindingLine(string.Empty, true, text["Find_Found", servers.Name], $"{Where(servers.Imap)} · {Where(servers.Smtp)}"),
        { Explanation: { } explanation } => new FindingLine(string.Empty, false, explanation.In(Languages.Current), string.Empty),
        _ => new FindingLine(string.Empty, false, text["Find_Nothing"], string.Empty),
    };

    private static string Where(ServerEndpoint server) => string.Create(CultureInfo.InvariantCulture, $"{server.Host}:{server.Port}");

    /// <param name="Way">Empty at the end.</param>
    private sealed record FindingLine(string Way, bool? Found, string Text, string Fact);
}
