using System.Net;
using Webmail.Mail.Network;
using Webmail.TestKit;

namespace Webmail.UnitTests.Mail;

public sealed class OneClickTests : IAsyncLifetime
{
    private readonly HttpListener _listener = new();
    private readonly List<string> _requests = [];
    private string _host = "";
    private Task _serving = Task.CompletedTask;

    public ValueTask InitializeAsync()
    {
        _host = FormattableString.Invariant($"127.0.0.1:{FreePorts.Pick(1)[0]}");
        _listener.Prefixes.Add($"http://{_host}/");
        _listener.Start();
        _serving = ServeAsync();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task PostAsync_Done_SaysSoAndSendsNothingElse()
    {
        using var oneClick = new OneClick([_host]);

        (await oneClick.PostAsync(new Uri($"http://{_host}/leave?who=1"), default)).ShouldBeTrue();

        _requests.ShouldHaveSingleItem().ShouldBe("POST /leave?who=1 application/x-www-form-urlencoded List-Unsubscribe=One-Click [Content-Length, Content-Type, Host]");
    }

    [Theory]
    [InlineData("/redirect")]
    [InlineData("/broken")]
    public async Task PostAsync_AnythingElse_IsNotDoneAndNotFollowed(string path)
    {
        using var oneClick = new OneClick([_host]);

        (await oneClick.PostAsync(new Uri($"http://{_host}{path}"), default)).ShouldBeFalse();

        _requests.Count.ShouldBe(1);
    }

    [Fact]
    public async Task PostAsync_IntoOurOwnNetwork_SendsNothing()
    {
        using var oneClick = new OneClick([]);

        (await oneClick.PostAsync(new Uri($"http://{_host}/leave"), default)).ShouldBeFalse();

        _requests.ShouldBeEmpty();
    }

    public async ValueTask DisposeAsync()
    {
        _listener.Close();
        await _serving;
    }

    private async Task ServeAsync()
    {
        while (true)
        {
            HttpListenerContext context;
            try
            {
                context = await _listener.GetContextAsync();
            }
            catch (Exception stopped) when (stopped is HttpListenerException or ObjectDisposedException)
            {
                return;
            }

            var request = context.Request;
            using var body = new StreamReader(request.InputStream);
            _requests.Add($"{request.HttpMethod} {request.RawUrl} {request.ContentType} {await body.ReadToEndAsync()} [{string.Join(", ", request.Headers.AllKeys.Order(StringComparer.Ordinal))}]");
            context.Response.StatusCode = request.RawUrl switch { "/redirect" => 302, "/broken" => 500, _ => 200 };
            if (context.Response.StatusCode == 302)
                context.Response.RedirectLocation = $"http://{_host}/leave";
            context.Response.Close();
        }
    }
}
