namespace Webmail.TestKit;

/// <summary>Where the working tree is, and which configuration this assembly was built in.</summary>
public static class Repository
{
    /// <summary>The directory that holds <c>Webmail.sln</c>.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary><c>Debug</c> or <c>Release</c>; the product is started from the same one.</summary>
    public static string Configuration { get; } =
        AppContext.BaseDirectory.Contains($"{Path.DirectorySeparatorChar}Release{Path.DirectorySeparatorChar}", StringComparison.Ordinal)
            ? "Release"
            : "Debug";

    private static string FindRoot()
    {
        for (var directory = new DirectoryInfo(AppContext.BaseDirectory); directory is not null; directory = directory.Parent)
        {
            if (File.Exists(Path.Combine(directory.FullName, "Webmail.sln")))
                return directory.FullName;
        }

        throw new InvalidOperationException($"No Webmail.sln above {AppContext.BaseDirectory}");
    }
}
