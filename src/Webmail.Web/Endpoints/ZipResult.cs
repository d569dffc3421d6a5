using System.IO.Compression;
using System.Text;
using Webmail.Engine;
using Webmail.Model;

namespace Webmail.Web.Endpoints;

/// <summary>Sends files one after the other in an archive, while they are read.</summary>
internal sealed class ZipResult(string name, IReadOnlyList<AttachmentView> files, Func<AttachmentView, Task<PartStream?>> open) : IResult
{
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        response.ContentType = "application/zip";
        response.Headers.ContentSecurityPolicy = "default-src 'none'; sandbox";
        response.Headers.ContentDisposition = DownloadHeaders.Disposition(false, name + ".zip");
        try
        {
            await using var zip = await ZipArchive.CreateAsync(response.Body, ZipArchiveMode.Create, leaveOpen: true, entryNameEncoding: Encoding.UTF8, httpContext.RequestAborted);
            try
            {
                await WriteAsync(zip, httpContext.RequestAborted);
            }
            catch (Exception broken) when (broken is IOException or MailFaultException)
            {
                // Before the archive gets its end: half of it must not look like a whole one.
                httpContext.Abort();
            }
        }
        catch (Exception gone) when (gone is IOException or OperationCanceledException && httpContext.RequestAborted.IsCancellationRequested)
        {
            // Nobody takes the end of it any more.
        }
    }

    private async Task WriteAsync(ZipArchive zip, CancellationToken cancellationToken)
    {
        foreach (var (file, entryName) in files.Zip(ZipNames.Of([.. files.Select(file => DownloadHeaders.Clean(file.FileName))])))
        {
            if (await open(file) is not { } part)
                continue;
            await using (part)
            {
                var entry = zip.CreateEntry(entryName, CompressionLevel.Fastest);
                await using var content = await entry.OpenAsync(cancellationToken);
                await part.Content.CopyToAsync(content, cancellationToken);
            }
        }
    }
}
