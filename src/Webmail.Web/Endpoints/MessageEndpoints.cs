using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Localization;
using Webmail.Engine;
using Webmail.Model;
using Webmail.Web.Account;
using Webmail.Web.Resources;
using Webmail.Web.State;

namespace Webmail.Web.Endpoints;

/// <summary>The body of a message for the reader's frame, its parts, and the message as it came.</summary>
internal static class MessageEndpoints
{
    // No scripts, no forms, no navigation of the page around it; images from us and from the message only. The frame's
    // own sandbox says the same: allow-same-origin in both, or neither its height nor its cid: images could be read.
    private const string BodyPolicy =
        "default-src 'none'; style-src 'unsafe-inline'; img-src 'self' data:; form-action 'none'; base-uri 'none'; frame-ancestors 'self'; "
        + "sandbox allow-same-origin allow-popups allow-popups-to-escape-sandbox";

    private const string PartPolicy = "default-src 'none'; sandbox";

    public static void MapMessages(this IEndpointRouteBuilder api)
    {
        api.MapGet("/messages/{id:long}/body", BodyAsync);
        api.MapGet("/messages/{id:long}/parts/{part:int}", PartAsync);
        api.MapGet("/messages/{id:long}/raw", RawAsync);
    }

    private static async Task<Results<ContentHttpResult, NotFound>> BodyAsync(
        long id, ClaimsPrincipal principal, HttpContext context, MessageLoader loader, IStringLocalizer<MailTexts> texts, CancellationToken cancellationToken)
    {
        var message = new MessageId(id);
        var options = new ReadingOptions(false, PreferenceCookies.ReadTheme(context), part => MailboxState.PartAddress(message, part));
        var loaded = await loader.LoadAsync(principal.PersonId(), message, options, cancellationToken);
        context.Response.Headers.ContentSecurityPolicy = BodyPolicy;
        context.Response.Headers["X-DNS-Prefetch-Control"] = "off";
        return loaded switch
        {
            LoadedMessage.Found { Message.Document: var document } => TypedResults.Content(document, "text/html; charset=utf-8"),
            LoadedMessage.Unavailable => TypedResults.Content(texts["BodyNotHere"], "text/plain; charset=utf-8", statusCode: StatusCodes.Status503ServiceUnavailable),
            _ => TypedResults.NotFound(),
        };
    }

    private static async Task<Results<FileStreamHttpResult, NotFound>> PartAsync(
        long id, int part, ClaimsPrincipal principal, HttpContext context, MessageLoader loader, CancellationToken cancellationToken)
    {
        if (await loader.OpenPartAsync(principal.PersonId(), new MessageId(id), part, cancellationToken) is not { } content)
            return TypedResults.NotFound();
        context.Response.Headers.ContentSecurityPolicy = PartPolicy;
        return Send(context, content.Content, content.FileName, content.ContentType);
    }

    private static async Task<Results<FileStreamHttpResult, NotFound>> RawAsync(
        long id, ClaimsPrincipal principal, HttpContext context, MessageLoader loader, CancellationToken cancellationToken)
    {
        if (await loader.OpenRawAsync(principal.PersonId(), new MessageId(id), cancellationToken) is not { } raw)
            return TypedResults.NotFound();
        context.Response.Headers.ContentSecurityPolicy = PartPolicy;
        return Send(context, raw, $"message-{id}.eml", "message/rfc822");
    }

    private static FileStreamHttpResult Send(HttpContext context, Stream content, string fileName, string contentType)
    {
        // Shown in place only what a browser draws and never runs; the rest is saved, whatever the sender called it.
        var shownType = DownloadHeaders.InlineImage(contentType);
        context.Response.Headers.ContentDisposition = DownloadHeaders.Disposition(shownType is not null, fileName);
        return TypedResults.Stream(content, shownType ?? "application/octet-stream");
    }
}
