using System.Diagnostics;
using Webmail.TestKit;
using Webmail.TestKit.Servers;

namespace Webmail.Benchmarks;

/// <summary>The published product and a mail server, made when the first part needs them.</summary>
internal sealed class Published : IAsyncDisposable
{
    private string? _folder;
    private MailServer? _mail;

    public async Task<string> FolderAsync()
    {
        if (_folder is not null)
            return _folder;
        Console.WriteLine("Publishing …");
        _folder = ShortDirectory.Create("wo");
        using var publish = Process.Start("dotnet", ["publish", Path.Combine(Repository.Root, "src", "Webmail.Web"), "--use-current-runtime", "-c", "Release", "-o", _folder, "-v", "quiet", "--nologo"]);
        await publish.WaitForExitAsync();
        return publish.ExitCode == 0 ? _folder : throw new InvalidOperationException($"dotnet publish ended with {publish.ExitCode}");
    }

    public async Task<MailServer> MailAsync() => _mail ??= await MailServer.StartAsync();

    public async ValueTask DisposeAsync()
    {
        if (_mail is not null)
            await _mail.DisposeAsync();
        if (_folder is not null)
            Directory.Delete(_folder, recursive: true);
    }
}
