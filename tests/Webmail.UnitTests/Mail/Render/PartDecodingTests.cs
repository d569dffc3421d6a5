using System.Text;
using Webmail.Mail.Render;

namespace Webmail.UnitTests.Mail.Render;

/// <summary>Parts decoded as a stream: from the line, in pieces of any size, and out of a stored message.</summary>
public sealed class PartDecodingTests
{
    [Theory]
    [InlineData("base64", "SGVsbG8s\r\nIHdvcmxkIQ==\r\n", "Hello, world!")]
    [InlineData("BASE64", "SGVs*bG8s!\r\n\r\nIHdv?cmxkIQ==", "Hello, world!")]
    [InlineData("quoted-printable", "H=C3=A9llo=\r\n, w=6Frld!", "Héllo, world!")]
    [InlineData("quoted-printable", "100=% and =ZZ", "100=% and =ZZ")]
    [InlineData("8bit", "as it is\r\n", "as it is\r\n")]
    [InlineData("no-such-encoding", "as it is", "as it is")]
    public void Write_PiecesOfAnySize_DecodeToTheSame(string encoding, string encoded, string expected)
    {
        foreach (var size in new[] { 1, 2, 3, 7, encoded.Length })
        {
            using var decoded = new MemoryStream();
            using var decoding = new PartDecodingStream(encoding, decoded);
            foreach (var piece in Encoding.ASCII.GetBytes(encoded).Chunk(size))
                decoding.Write(piece);

            Encoding.UTF8.GetString(decoded.ToArray()).ShouldBe(expected, $"in pieces of {size}");
        }
    }

    [Fact]
    public void OpenPart_IsReadOnlyAsFarAsItIsAskedFor()
    {
        var line = Convert.ToBase64String(new byte[57]) + "\r\n";
        var message = Encoding.ASCII.GetBytes(
            "Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: application/pdf; name=a.pdf\r\nContent-Transfer-Encoding: base64\r\n\r\n"
            + string.Concat(Enumerable.Repeat(line, 100_000)) + "\r\n--b\r\n\r\nbehind it\r\n--b--\r\n");
        using var raw = new ObservedStream(message);

        using var part = new MessageRenderer().OpenPart(raw, 0, CancellationToken.None).ShouldNotBeNull().Content;

        raw.Position.ShouldBeLessThan(300_000);
        var buffer = new byte[1_000_000];
        part.ReadExactly(buffer);
        raw.Position.ShouldBeLessThan(2_000_000);
        var rest = 0;
        for (int count; (count = part.Read(buffer)) > 0;)
            rest += count;
        (rest + buffer.Length).ShouldBe(57 * 100_000);
        part.Dispose();
        raw.IsDisposed.ShouldBeTrue();
    }

    [Fact]
    public void OpenPart_NoSuchPart_IsNullAndTheMessageIsClosed()
    {
        using var raw = new ObservedStream("Subject: x\r\n\r\ntext\r\n"u8.ToArray());

        new MessageRenderer().OpenPart(raw, 1, CancellationToken.None).ShouldBeNull();

        raw.IsDisposed.ShouldBeTrue();
    }

    private sealed class ObservedStream(byte[] content) : MemoryStream(content)
    {
        private long _position;

        public bool IsDisposed { get; private set; }

        public override long Position
        {
            get => IsDisposed ? _position : base.Position;
            set => base.Position = value;
        }

        protected override void Dispose(bool disposing)
        {
            if (!IsDisposed)
                _position = base.Position;
            IsDisposed = true;
            base.Dispose(disposing);
        }
    }
}
