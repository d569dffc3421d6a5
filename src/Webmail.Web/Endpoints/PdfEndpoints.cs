using System.Globalization;
using System.Security.Claims;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Localization;
using Webmail.Engine;
using Webmail.Model;
using Webmail.Web.Account;
using Webmail.Web.Assets;
using Webmail.Web.Resources;
using Webmail.Web.State;

namespace Webmail.Web.Endpoints;

/// <summary>
/// A PDF to look at. The page of ours fetches the file; the frame within it has no origin, no network and no address but that of its one script,
/// so that a file that gets the better of the reader has got nothing.
/// </summary>
internal static class PdfEndpoints
{
    private const string ViewAddress = "/pdf-view";

    // wasm: pictures in JPEG 2000 and JBIG2 are decoded by it.
    private const string ViewPolicy =
        "sandbox allow-scripts; default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'unsafe-inline'; img-src data: blob:; font-src data:; frame-ancestors 'self'";

    private const string ViewStyle =
        "body{display:grid;gap:12px;justify-items:center;margin:0;padding:12px}section{position:relative;width:100%;background:#fff;box-shadow:0 1px 4px rgba(0,0,0,.3)}"
        + "canvas{display:block;width:100%}.words{position:absolute;width:1px;height:1px;margin:0;overflow:hidden;clip-path:inset(50%)}";

    public static void MapPdf(this IEndpointRouteBuilder api) => api.MapGet("/messages/{id:long}/parts/{part}/pdf", PageAsync);

    /// <summary>Nothing in it is anybody's: whoever asks may have it.</summary>
    public static void MapPdfView(this IEndpointRouteBuilder app) => app.MapGet(ViewAddress, View);

    private static ContentHttpResult View(HttpContext context, AssetManifest assets)
    {
        context.Response.Headers.ContentSecurityPolicy = ViewPolicy;
        return TypedResults.Content(
            $"<!DOCTYPE html><html><head><meta charset=\"utf-8\"><title>PDF</title><style>{ViewStyle}</style><script src=\"/{assets["pdf-view.js"]}\" defer></script></head><body></body></html>",
            "text/html; charset=utf-8");
    }

    private static async Task<IResult> PageAsync(
        long id, string part, ClaimsPrincipal principal, HttpContext context, MessageLoader loader, AssetManifest assets, IStringLocalizer<MailTexts> texts, CancellationToken cancellationToken)
    {
        var message = new MessageId(id);
        if (PartPath.Parse(part) is not { } path)
            return TypedResults.NotFound();
        PartStream? opened;
        try
        {
            opened = await loader.OpenPartAsync(principal.PersonId(), message, path, cancellationToken);
        }
        catch (MailFaultException)
        {
            return TypedResults.Content(texts["BodyNotHere"], "text/plain; charset=utf-8", statusCode: StatusCodes.Status503ServiceUnavailable);
        }

        if (opened is null)
            return TypedResults.NotFound();
        await using (opened)
        {
            var name = HtmlEncoder.Default.Encode(opened.FileName.Length > 0 ? opened.FileName : texts["UnnamedFile"]);
            var source = HtmlEncoder.Default.Encode(MailboxState.PartAddress(message, path));
            var html = HtmlEncoder.Default;
            return TypedResults.Content(
                $"""
                <!DOCTYPE html>
                <html lang="{CultureInfo.CurrentUICulture.TwoLetterISOLanguageName}"{ThemeAttribute(context)}>
                <head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>{name}</title>
                <link rel="stylesheet" href="/{assets["pages.css"]}"><script type="module" src="/{assets["pdf.js"]}"></script></head>
                <body class="pdf" data-source="{source}" data-page="{html.Encode(texts["PdfPage"])}">
                <header class="pdf-head"><h1 class="ellipsis">{name}</h1><a class="btn btn-line" href="{source}" download="{name}">{html.Encode(texts["SaveFile"])}</a></header>
                <main aria-busy="true"><iframe class="pdf-view" sandbox="allow-scripts" title="{name}" src="{ViewAddress}"></iframe>
                <p class="pdf-failed" role="alert" hidden>{html.Encode(texts["PdfFailed"])}</p></main>
                </body></html>
                """,
                "text/html; charset=utf-8");
        }
    }

    private static string ThemeAttribute(HttpContext context) =>
        PreferenceCookies.ReadTheme(context) is { } theme ? $" data-theme=\"{HtmlEncoder.Default.Encode(theme)}\"" : "";
}
