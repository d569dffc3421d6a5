using System.Buffers.Binary;
using System.Text;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Logging.Abstractions;
using SkiaSharp;
using Webmail.Model;
using Webmail.Web.Images;

namespace Webmail.UnitTests.Web;

/// <summary>Pictures of strangers are written anew, in a process of their own.</summary>
public sealed class ImageReaderTests
{
    [Theory]
    [InlineData(SKEncodedImageFormat.Png, "image/png")]
    [InlineData(SKEncodedImageFormat.Jpeg, "image/jpeg")]
    [InlineData(SKEncodedImageFormat.Webp, "image/png")]
    public async Task Read_RasterImage_IsWrittenAnewByTheChild(SKEncodedImageFormat format, string type)
    {
        using var reader = new ImageReader(NullLogger<ImageReader>.Instance);
        // What a decoder does not need, such as a comment or a script behind the picture, does not come out again.
        byte[] bytes = [.. Picture(40, 20, format), .. "<script>canary()</script>"u8];

        var image = (await reader.ReadAsync(bytes, 0, TestContext.Current.CancellationToken)).ShouldNotBeNull();

        ImageReader.TypeOf(image).ShouldBe(type);
        Encoding.Latin1.GetString(image).ShouldNotContain("canary");
        using var again = SKBitmap.Decode(image);
        (again.Width, again.Height).ShouldBe((40, 20));
    }

    [Fact]
    public async Task Read_NotAnImage_GivesNothing()
    {
        using var reader = new ImageReader(NullLogger<ImageReader>.Instance);

        (await reader.ReadAsync("<svg xmlns='http://www.w3.org/2000/svg' onload='canary()'/>"u8.ToArray(), 0, TestContext.Current.CancellationToken)).ShouldBeNull();
    }

    [Fact]
    public void Rewrite_TooManyPixels_IsRefusedBeforeItIsDecoded()
    {
        var bytes = Picture(1, 1, SKEncodedImageFormat.Png);
        BinaryPrimitives.WriteInt32BigEndian(bytes.AsSpan(16), 10_000);
        BinaryPrimitives.WriteInt32BigEndian(bytes.AsSpan(20), 5_001);
        // The head of a PNG carries a sum of its own.
        BinaryPrimitives.WriteUInt32BigEndian(bytes.AsSpan(29), Sum(bytes.AsSpan(12, 17)));

        ImageWorker.Rewrite(bytes, 0).ShouldBeNull();
    }

    [Fact]
    public void Rewrite_Thumbnail_HasTheLongestEdgeWanted()
    {
        using var small = SKBitmap.Decode(ImageWorker.Rewrite(Picture(400, 100, SKEncodedImageFormat.Png), 128));

        (small.Width, small.Height).ShouldBe((128, 32));
    }

    [Fact]
    public void Rewrite_AnyCut_NeverThrows()
    {
        var bytes = Picture(30, 30, SKEncodedImageFormat.Jpeg);
        for (var length = 0; length < bytes.Length; length += 13)
            Should.NotThrow(() => ImageWorker.Rewrite(bytes[..length], 0));
    }

    [Fact]
    public void Links_OfOneMessage_AreNoGoodForAnother()
    {
        var links = new ImageLinks(new EphemeralDataProtectionProvider());
        var address = links.Address(new MessageId(5), new Uri("https://pictures.example/a.png?x=1"));

        links.Read(address["/api/images/".Length..]).ShouldBe((new MessageId(5), new Uri("https://pictures.example/a.png?x=1")));
        links.Read("forged").ShouldBeNull();
        links.Read(links.Consent(new MessageId(5))).ShouldBeNull();
        links.IsConsent(new MessageId(5), links.Consent(new MessageId(5))).ShouldBeTrue();
        links.IsConsent(new MessageId(6), links.Consent(new MessageId(5))).ShouldBeFalse();
        links.IsConsent(new MessageId(5), null).ShouldBeFalse();
        links.IsConsent(new MessageId(5), "1").ShouldBeFalse();
    }

    private static byte[] Picture(int width, int height, SKEncodedImageFormat format)
    {
        using var bitmap = new SKBitmap(width, height);
        bitmap.Erase(SKColors.CornflowerBlue);
        return bitmap.Encode(format, 90).ToArray();
    }

    private static uint Sum(ReadOnlySpan<byte> bytes)
    {
        var sum = uint.MaxValue;
        foreach (var b in bytes)
        {
            sum ^= b;
            for (var i = 0; i < 8; i++)
                sum = (sum >> 1) ^ ((sum & 1) * 0xEDB88320);
        }

        return ~sum;
    }
}
