using System.Security.Claims;
using System.Text;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Localization;
using Webmail.Engine;
using Webmail.Model;
using Webmail.Web.Account;
using Webmail.Web.Images;
using Webmail.Web.Resources;
using Webmail.Web.State;

namespace Webmail.Web.Endpoints;

/// <summary>Files of messages: small pictures of them, texts to look at, all of them in one archive, and the source of a message.</summary>
internal static class FileEndpoints
{
    private const string Policy = "default-src 'none'; sandbox";
    private const int ThumbnailEdge = 256;
    private const int MaxPicture = 10 * 1024 * 1024;
    private const int MaxText = 1024 * 1024;
    private const int MaxSource = 5 * 1024 * 1024;

    public static void MapFiles(this IEndpointRouteBuilder api)
    {
        api.MapGet("/messages/{id:long}/parts/{part}/thumbnail", (long id, string part, ClaimsPrincipal principal, HttpContext context, MessageLoader loader, ImageReader reader, CancellationToken cancellationToken) =>
            PictureAsync(id, part, ThumbnailEdge, principal, context, loader, reader, cancellationToken));
        api.MapGet("/messages/{id:long}/parts/{part}/picture", (long id, string part, ClaimsPrincipal principal, HttpContext context, MessageLoader loader, ImageReader reader, CancellationToken cancellationToken) =>
            PictureAsync(id, part, 0, principal, context, loader, reader, cancellationToken));
        api.MapGet("/messages/{id:long}/parts/{part}/text", TextAsync);
        api.MapGet("/messages/{id:long}/files.zip", ZipAsync);
        api.MapGet("/messages/{id:long}/source", (long id, ClaimsPrincipal principal, HttpContext context, MessageLoader loader, CancellationToken cancellationToken) =>
            SourceAsync(id, headersOnly: false, principal, context, loader, cancellationToken));
        api.MapGet("/messages/{id:long}/headers", (long id, ClaimsPrincipal principal, HttpContext context, MessageLoader loader, CancellationToken cancellationToken) =>
            SourceAsync(id, headersOnly: true, principal, context, loader, cancellationToken));
    }

    private static async Task<IResult> PictureAsync(
        long id, string part, int maxEdge, ClaimsPrincipal principal, HttpContext context, MessageLoader loader, ImageReader reader, CancellationToken cancellationToken)
    {
        if (await OpenAsync(id, part, principal, loader, cancellationToken) is not { } opened)
            return TypedResults.NotFound();
        await using (opened)
        {
            var bytes = await ReadAsync(opened.Content, MaxPicture + 1, cancellationToken);
            if (bytes.Length > MaxPicture || await reader.ReadAsync(bytes, maxEdge, cancellationToken) is not { } image)
                return TypedResults.NotFound();
            context.Response.Headers.ContentSecurityPolicy = Policy;
            return TypedResults.Bytes(image, ImageReader.TypeOf(image));
        }
    }

    // As text, whatever it is: a browser runs nothing of it.
    private static async Task<IResult> TextAsync(long id, string part, ClaimsPrincipal principal, HttpContext context, MessageLoader loader, CancellationToken cancellationToken)
    {
        if (await OpenAsync(id, part, principal, loader, cancellationToken) is not { } opened)
            return TypedResults.NotFound();
        await using (opened)
            return Plain(context, TextGuess.Decode(await ReadAsync(opened.Content, MaxText, cancellationToken)));
    }

    private static async Task<IResult> SourceAsync(long id, bool headersOnly, ClaimsPrincipal principal, HttpContext context, MessageLoader loader, CancellationToken cancellationToken)
    {
        try
        {
            if (await loader.OpenRawAsync(principal.PersonId(), new MessageId(id), cancellationToken) is not { } raw)
                return TypedResults.NotFound();
            await using (raw)
            {
                var text = TextGuess.Decode(await ReadAsync(raw.Content, MaxSource, cancellationToken));
                var end = headersOnly ? text.AsSpan().IndexOf("\r\n\r\n") is >= 0 and var crlf ? crlf : text.IndexOf("\n\n", StringComparison.Ordinal) : -1;
                return Plain(context, end < 0 ? text : text[..end]);
            }
        }
        catch (MailFaultException)
        {
            return TypedResults.StatusCode(StatusCodes.Status503ServiceUnavailable);
        }
    }

    private static async Task<IResult> ZipAsync(long id, ClaimsPrincipal principal, HttpContext context, MessageLoader loader, IStringLocalizer<MailTexts> texts, CancellationToken cancellationToken)
    {
        var message = new MessageId(id);
        var options = new ReadingOptions(false, null, part => MailboxState.PartAddress(message, part));
        if (await loader.LoadAsync(principal.PersonId(), message, options, cancellationToken) is not LoadedMessage.Found { Message: var view })
            return TypedResults.NotFound();
        var files = view.Attachments.Where(file => !file.Inline).ToList();
        return files.Count == 0 ? TypedResults.NotFound() : new ZipResult(texts["Attachments"], files, file => loader.OpenPartAsync(principal.PersonId(), message, file.Part, cancellationToken));
    }

    private static async Task<PartStream?> OpenAsync(long id, string part, ClaimsPrincipal principal, MessageLoader loader, CancellationToken cancellationToken)
    {
        try
        {
            return PartPath.Parse(part) is { } path ? await loader.OpenPartAsync(principal.PersonId(), new MessageId(id), path, cancellationToken) : null;
        }
        catch (MailFaultException)
        {
            // The list of files stays; there is only no picture beside the name.
            return null;
        }
    }

    private static ContentHttpResult Plain(HttpContext context, string text)
    {
        context.Response.Headers.ContentSecurityPolicy = "default-src 'none'; frame-ancestors 'self'; sandbox";
        return TypedResults.Text(text, "text/plain; charset=utf-8", Encoding.UTF8);
    }

    private static async Task<byte[]> ReadAsync(Stream content, int max, CancellationToken cancellationToken)
    {
        using var bytes = new MemoryStream();
        var buffer = new byte[64 * 1024];
        for (int read; bytes.Length < max && (read = await content.ReadAsync(buffer.AsMemory(0, (int)Math.Min(buffer.Length, max - bytes.Length)), cancellationToken)) > 0;)
            bytes.Write(buffer, 0, read);
        return bytes.ToArray();
    }
}
