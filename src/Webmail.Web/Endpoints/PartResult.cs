using Webmail.Engine;

namespace Webmail.Web.Endpoints;

/// <summary>Sends a part of a message while it is read, with its length where that is known, and never all of it in memory.</summary>
internal sealed class PartResult(PartStream part) : IResult
{
    private const string Policy = "default-src 'none'; sandbox";

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        await using var content = part.Content;
        var response = httpContext.Response;
        // Shown in place only what a browser draws and never runs; the rest is saved, whatever the sender called it.
        var shownType = DownloadHeaders.InlineImage(part.ContentType);
        response.ContentType = shownType ?? "application/octet-stream";
        response.ContentLength = part.SizeBytes;
        response.Headers.ContentSecurityPolicy = Policy;
        response.Headers.ContentDisposition = DownloadHeaders.Disposition(shownType is not null, part.FileName);
        try
        {
            await content.CopyToAsync(response.Body, httpContext.RequestAborted);
        }
        catch (OperationCanceledException) when (httpContext.RequestAborted.IsCancellationRequested)
        {
            // The person does not want it any more.
        }
        catch (IOException)
        {
            // The rest does not come, and whoever follows the fetch has said why: the browser must not take half of it for the whole.
            httpContext.Abort();
        }
    }
}
