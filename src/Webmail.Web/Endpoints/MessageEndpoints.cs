using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Localization;
using Webmail.Engine;
using Webmail.Model;
using Webmail.Web.Account;
using Webmail.Web.Images;
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

    public static void MapMessages(this IEndpointRouteBuilder api)
    {
        api.MapGet("/messages/{id:long}/body", BodyAsync);
        api.MapGet("/messages/{id:long}/parts/{part}", PartAsync);
        api.MapGet("/messages/{id:long}/parts/{part}/body", BodyWithinAsync);
        api.MapGet("/messages/{id:long}/raw", RawAsync);
    }

    private static async Task<Results<ContentHttpResult, NotFound>> BodyAsync(
        long id, ClaimsPrincipal principal, HttpContext context, MessageLoader loader, ImageLinks links, IStringLocalizer<MailTexts> texts, CancellationToken cancellationToken)
    {
        var message = new MessageId(id);
        return Body(context, await loader.LoadAsync(principal.PersonId(), message, Options(context, message, links, texts), cancellationToken), texts);
    }

    /// <summary>The body of a message that is a part of another one.</summary>
    private static async Task<Results<ContentHttpResult, NotFound>> BodyWithinAsync(
        long id, string part, ClaimsPrincipal principal, HttpContext context, MessageLoader loader, ImageLinks links, IStringLocalizer<MailTexts> texts, CancellationToken cancellationToken)
    {
        var message = new MessageId(id);
        return PartPath.Parse(part) is { } path
            ? Body(context, await loader.LoadWithinAsync(principal.PersonId(), message, path, Options(context, message, links, texts), cancellationToken), texts)
            : TypedResults.NotFound();
    }

    private static ReadingOptions Options(HttpContext context, MessageId message, ImageLinks links, IStringLocalizer<MailTexts> texts) =>
        MessageDisplay.Read(context.Request.Query, message, links).ToOptions(message, PreferenceCookies.ReadTheme(context), links, texts["ShowQuote"]);

    private static Results<ContentHttpResult, NotFound> Body(HttpContext context, LoadedMessage loaded, IStringLocalizer<MailTexts> texts)
    {
        context.Response.Headers.ContentSecurityPolicy = BodyPolicy;
        context.Response.Headers["X-DNS-Prefetch-Control"] = "off";
        return loaded switch
        {
            LoadedMessage.Found { Message.Document: var document } => TypedResults.Content(document, "text/html; charset=utf-8"),
            LoadedMessage.Unavailable => TypedResults.Content(texts["BodyNotHere"], "text/plain; charset=utf-8", statusCode: StatusCodes.Status503ServiceUnavailable),
            _ => TypedResults.NotFound(),
        };
    }

    private static Task<IResult> PartAsync(
        long id, string part, ClaimsPrincipal principal, MessageLoader loader, IStringLocalizer<MailTexts> texts, CancellationToken cancellationToken) =>
        PartPath.Parse(part) is { } path
            ? SendAsync(() => loader.OpenPartAsync(principal.PersonId(), new MessageId(id), path, cancellationToken), texts)
            : Task.FromResult<IResult>(TypedResults.NotFound());

    private static Task<IResult> RawAsync(
        long id, ClaimsPrincipal principal, MessageLoader loader, IStringLocalizer<MailTexts> texts, CancellationToken cancellationToken) =>
        SendAsync(() => loader.OpenRawAsync(principal.PersonId(), new MessageId(id), cancellationToken), texts);

    private static async Task<IResult> SendAsync(Func<Task<PartStream?>> open, IStringLocalizer<MailTexts> texts)
    {
        try
        {
            return await open() is { } part ? new PartResult(part) : TypedResults.NotFound();
        }
        catch (MailFaultException)
        {
            return TypedResults.Content(texts["BodyNotHere"], "text/plain; charset=utf-8", statusCode: StatusCodes.Status503ServiceUnavailable);
        }
    }
}
