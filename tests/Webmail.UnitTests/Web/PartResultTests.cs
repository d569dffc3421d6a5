using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Webmail.Engine;
using Webmail.Web.Endpoints;

namespace Webmail.UnitTests.Web;

public sealed class PartResultTests
{
    [Theory]
    [InlineData(5L)]
    [InlineData(null)]
    public async Task ExecuteAsync_LengthOnlyWhereItIsKnown(long? size)
    {
        var context = new DefaultHttpContext { Response = { Body = new MemoryStream() } };

        await new PartResult(new PartStream("план.pdf", "application/pdf", new MemoryStream("hello"u8.ToArray()), size)).ExecuteAsync(context);

        context.Response.ContentLength.ShouldBe(size);
        context.Response.ContentType.ShouldBe("application/octet-stream");
        context.Response.Headers.ContentDisposition.ToString().ShouldStartWith("attachment");
        context.Response.Headers.ContentSecurityPolicy.ToString().ShouldContain("sandbox");
        context.Response.Body.Length.ShouldBe(5);
    }

    [Fact]
    public async Task ExecuteAsync_RestDoesNotCome_ConnectionIsAborted()
    {
        var lifetime = new Lifetime();
        var context = new DefaultHttpContext { Response = { Body = new MemoryStream() } };
        context.Features.Set<IHttpRequestLifetimeFeature>(lifetime);
        var content = new BrokenStream();

        await new PartResult(new PartStream("x.zip", "application/zip", content, null)).ExecuteAsync(context);

        lifetime.IsAborted.ShouldBeTrue();
        content.IsDisposed.ShouldBeTrue();
    }

    private sealed class Lifetime : IHttpRequestLifetimeFeature
    {
        public CancellationToken RequestAborted { get; set; }

        public bool IsAborted { get; private set; }

        public void Abort() => IsAborted = true;
    }

    private sealed class BrokenStream : MemoryStream
    {
        public bool IsDisposed { get; private set; }

        public override Task CopyToAsync(Stream destination, int bufferSize, CancellationToken cancellationToken) => throw new IOException("The rest does not come");

        protected override void Dispose(bool disposing)
        {
            IsDisposed = true;
            base.Dispose(disposing);
        }
    }
}
