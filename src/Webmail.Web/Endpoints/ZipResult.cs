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
        var cancellationToken = httpContext.RequestAborted;
        try
        {
            await using var zip = await ZipArchive.CreateAsync(response.Body, ZipArchiveMode.Create, leaveOpen: true, entryNameEncoding: Encoding.UTF8, cancellationToken);
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
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The person does not want it any more.
        }
        catch (Exception broken) when (broken is IOException or MailFaultException)
        {
            // Half an archive must not look like a whole one.
            httpContext.Abort();
        }
    }
}

/// <summary>Names within an archive: each once.</summary>
internal static class ZipNames
{
    public static IReadOnlyList<string> Of(IReadOnlyList<string> names)
    {
        var taken = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        return [.. names.Select(Unique)];

        string Unique(string name)
        {
            var unique = name;
            for (var number = 2; !taken.Add(unique); number++)
                unique = $"{Path.GetFileNameWithoutExtension(name)} ({number}){Path.GetExtension(name)}";
            return unique;
        }
    }
}
