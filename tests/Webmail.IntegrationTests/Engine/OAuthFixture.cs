using System.Globalization;
using Webmail.TestKit.Servers;

namespace Webmail.IntegrationTests.Engine;

/// <summary>A provider of sign-ins and a mail server that takes its tokens, for the tests that leave both as they are.</summary>
public sealed class OAuthFixture : IAsyncLifetime
{
    private OAuthServer? _provider;
    private MailServer? _server;
    private string? _unavailable;
    private int _people;

    public OAuthServer Provider => _provider ?? throw new InvalidOperationException("Not started");

    /// <summary>Where there are no mail servers, whoever asks for it is reported as skipped, with the reason.</summary>
    public MailServer Server
    {
        get
        {
            Assert.SkipWhen(_unavailable is not null, _unavailable ?? "");
            return _server ?? throw new InvalidOperationException("Not started");
        }
    }

    public async ValueTask InitializeAsync()
    {
        _provider = await OAuthServer.StartAsync();
        try
        {
            _server = await MailServer.StartAsync(new MailServerOptions { OAuth = _provider });
        }
        catch (MailServerUnavailableException missing)
        {
            _unavailable = missing.Reason;
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_server is not null)
            await _server.DisposeAsync();
        if (_provider is not null)
            await _provider.DisposeAsync();
    }

    /// <summary>An address nobody else uses.</summary>
    internal string NewAddress() => string.Create(CultureInfo.InvariantCulture, $"person{Interlocked.Increment(ref _people)}@test.local");
}
