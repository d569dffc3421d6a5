using System.IO.Compression;
using Microsoft.AspNetCore.Http;
using Webmail.Engine;
using Webmail.Web.Endpoints;

namespace Webmail.UnitTests.Web;

public sealed class ZipResultTests
{
    private static readonly AttachmentView[] Files = [new(1, "отчёт.txt", "text/plain", 3, false), new(2, "отчёт.txt", "text/plain", 3, false), new(3, "gone.txt", "text/plain", 3, false)];

    [Fact]
    public async Task ExecuteAsync_Files_AreEachThereOnce()
    {
        using var body = new MemoryStream();
        var context = new DefaultHttpContext { Response = { Body = body } };

        await new ZipResult("Attachments", Files, file => Task.FromResult(file.Part == 3 ? null : new PartStream(file.FileName, file.ContentType, new MemoryStream(file.Part == 1 ? "one"u8.ToArray() : "two"u8.ToArray()), null))).ExecuteAsync(context);

        context.Response.Headers.ContentDisposition.ToString().ShouldStartWith("attachment");
        body.Position = 0;
        using var zip = new ZipArchive(body, ZipArchiveMode.Read);
        zip.Entries.Select(entry => entry.FullName).ShouldBe(["отчёт.txt", "отчёт (2).txt"]);
        using var reader = new StreamReader(zip.Entries[1].Open());
        (await reader.ReadToEndAsync(TestContext.Current.CancellationToken)).ShouldBe("two");
    }
}
