using System.Collections.Frozen;
using System.Text.Json;
using Microsoft.Extensions.FileProviders;

namespace Webmail.Web.Assets;

/// <summary>The bundled styles and scripts of wwwroot/dist, held in memory so that a rebuild never pulls a file from under a running process.</summary>
internal sealed class AssetManifest
{
    private const string Folder = "dist";
    private readonly FrozenDictionary<string, string> _names;
    private readonly FrozenDictionary<string, Asset> _files;

    public AssetManifest(IWebHostEnvironment environment)
        : this(environment.WebRootFileProvider)
    {
    }

    /// <exception cref="InvalidOperationException">The assets were not bundled.</exception>
    internal AssetManifest(IFileProvider files)
    {
        var manifest = Read(files, "manifest.json") ?? throw new InvalidOperationException("wwwroot/dist/manifest.json is missing: build the project, which bundles the web assets.");
        _names = (JsonSerializer.Deserialize<Dictionary<string, string>>(manifest) ?? []).ToFrozenDictionary();
        _files = files.GetDirectoryContents(Folder)
            .Select(file => file.Name)
            .Where(name => Path.GetExtension(name) is ".css" or ".js")
            .ToFrozenDictionary(
                name => $"/{Folder}/{name}",
                name => new Asset(
                    name.EndsWith(".css", StringComparison.Ordinal) ? "text/css; charset=utf-8" : "text/javascript; charset=utf-8",
                    Read(files, name) ?? [],
                    Read(files, $"{name}.br"),
                    Read(files, $"{name}.gz")));
    }

    /// <summary>The address of a bundle relative to the base address, such as <c>dist/app-1A2B3C4D.css</c> for <c>app.css</c>.</summary>
    public string this[string name] => $"{Folder}/{_names[name]}";

    /// <summary>The file at a path of the application; null when it is none of ours.</summary>
    internal Asset? Find(string path) => _files.GetValueOrDefault(path);

    private static byte[]? Read(IFileProvider files, string name)
    {
        var file = files.GetFileInfo($"{Folder}/{name}");
        if (!file.Exists)
            return null;
        using var stream = file.CreateReadStream();
        var bytes = new byte[file.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }

    /// <summary>A bundle in every form it can go out.</summary>
    internal sealed record Asset(string ContentType, byte[] Plain, byte[]? Brotli, byte[]? Gzip);
}
