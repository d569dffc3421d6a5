using System.Net;
using System.Net.Sockets;
using System.Text;
using Webmail.Mail.Images;
using Webmail.UnitTests.Mail.Render;

namespace Webmail.UnitTests.Mail;

/// <summary>How pictures are fetched, and which are not.</summary>
public sealed class RemoteImagesTests
{
    private static readonly byte[] Picture = [1, 2, 3];

    [Fact]
    public async Task Fetch_AllowedHost_TellsNothingOfThePerson()
    {
        await using var server = new OneAnswerServer(_ => Answer("200 OK", Picture));
        using var images = new RemoteImages([server.Host]);

        (await images.FetchAsync(new Uri($"http://{server.Host}/a.png?id=7"), TestContext.Current.CancellationToken)).ShouldBe(Picture);

        var request = server.Requests.ShouldHaveSingleItem();
        request.ShouldStartWith("GET /a.png?id=7 HTTP/1.1");
        foreach (var name in new[] { "cookie", "user-agent", "referer", "authorization", "x-forwarded", "traceparent", "accept-language" })
            request.ShouldNotContain(name + ":", Case.Insensitive);
    }

    [Fact]
    public async Task Fetch_PrivateAddress_IsNotConnectedTo()
    {
        await using var server = new OneAnswerServer(_ => Answer("200 OK", Picture));
        using var images = new RemoteImages(["localhost:80", "127.0.0.1:80"]);

        (await images.FetchAsync(new Uri($"http://{server.Host}/a.png"), TestContext.Current.CancellationToken)).ShouldBeNull();
        server.Requests.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("http://169.254.169.254/latest/meta-data")]
    [InlineData("http://127.0.0.1/")]
    [InlineData("http://[::1]/")]
    [InlineData("file:///etc/passwd")]
    [InlineData("ftp://127.0.0.1/a.png")]
    public async Task Fetch_RedirectInside_IsNotFollowed(string target)
    {
        await using var server = new OneAnswerServer(_ => Encoding.ASCII.GetBytes($"HTTP/1.1 302 Found\r\nLocation: {target}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"));
        using var images = new RemoteImages([server.Host]);

        (await images.FetchAsync(new Uri($"http://{server.Host}/a.png"), TestContext.Current.CancellationToken)).ShouldBeNull();
        server.Requests.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Fetch_RedirectsInACircle_EndSoon()
    {
        await using var server = new OneAnswerServer(_ => Encoding.ASCII.GetBytes("HTTP/1.1 302 Found\r\nLocation: /again\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"));
        using var images = new RemoteImages([server.Host]);

        (await images.FetchAsync(new Uri($"http://{server.Host}/a.png"), TestContext.Current.CancellationToken)).ShouldBeNull();
        server.Requests.Count.ShouldBe(6);
    }

    [Fact]
    public async Task Fetch_LargerThanItsBound_GivesNothing()
    {
        await using var server = new OneAnswerServer(_ => [.. "HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n"u8, .. new byte[RemoteImages.MaxBytes + 1]]);
        using var images = new RemoteImages([server.Host]);

        (await images.FetchAsync(new Uri($"http://{server.Host}/a.png"), TestContext.Current.CancellationToken)).ShouldBeNull();
    }

    [Fact]
    public void Render_ImagesShown_GoThroughTheProxyOnly()
    {
        var message = Corpus.Render(Corpus.Html("""<img src="https://pictures.example/a.png"><img src="https://pictures.example/a.png"><div style="background:url(https://pictures.example/b.png)">x</div>"""), showRemoteImages: true);

        Corpus.Body(message).ShouldNotContain("https://pictures.example");
        Corpus.Body(message).ShouldContain("/image?u=https%3A%2F%2Fpictures.example%2Fa.png");
        message.BlockedImages.ShouldBe(0);
    }

    [Fact]
    public void Render_Trackers_AreNamedAndNeverLoaded()
    {
        const string Html = """
            <img src="https://pictures.example/a.png"><img src="https://shop.list-manage.com/track/open.php?u=1"><img src="https://u1.ct.sendgrid.net/wf/open?upn=x">
            <img src="https://count.example/p.gif" width="1" height="1"><img src="https://count.example/q.gif" width=0 height=0><img src="https://pictures.example/line.png" width="600" height="1">
            """;

        var blocked = Corpus.Render(Corpus.Html(Html));
        var shown = Corpus.Render(Corpus.Html(Html), showRemoteImages: true);

        blocked.BlockedImages.ShouldBe(2);
        foreach (var message in new[] { blocked, shown })
            message.Trackers.ShouldBe(["Mailchimp", "SendGrid", "count.example"]);
        Corpus.Body(shown).ShouldNotContain("count.example");
        Corpus.Body(shown).ShouldNotContain("sendgrid");
    }

    private static byte[] Answer(string status, byte[] body) => [.. Encoding.ASCII.GetBytes($"HTTP/1.1 {status}\r\nContent-Type: image/png\r\nContent-Length: {body.Length}\r\nConnection: close\r\n\r\n"), .. body];

    /// <summary>Answers each connection once and remembers what was asked.</summary>
    private sealed class OneAnswerServer : IAsyncDisposable
    {
        private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
        private readonly Func<string, byte[]> _answer;
        private readonly Task _serving;

        public OneAnswerServer(Func<string, byte[]> answer)
        {
            _answer = answer;
            _listener.Start();
            _serving = ServeAsync();
        }

        public List<string> Requests { get; } = [];

        public string Host => $"127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}";

        public async ValueTask DisposeAsync()
        {
            _listener.Stop();
            await _serving.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        private async Task ServeAsync()
        {
            var buffer = new byte[16 * 1024];
            while (true)
            {
                using var client = await _listener.AcceptTcpClientAsync();
                await using var stream = client.GetStream();
                var request = new StringBuilder();
                while (!request.ToString().Contains("\r\n\r\n", StringComparison.Ordinal) && await stream.ReadAsync(buffer) is > 0 and var read)
                    request.Append(Encoding.ASCII.GetString(buffer, 0, read));
                Requests.Add(request.ToString());
                try
                {
                    await stream.WriteAsync(_answer(request.ToString()));
                }
                catch (IOException)
                {
                    // The client had enough, as it should.
                }
            }
        }
    }
}
