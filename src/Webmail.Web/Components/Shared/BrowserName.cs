namespace Webmail.Web.Components.Shared;

/// <summary>What people call a browser, from what it says it is. Browsers name each other, so the order matters.</summary>
internal static class BrowserName
{
    private static readonly (string Sign, string Name)[] Browsers =
    [
        ("YaBrowser/", "Yandex Browser"), ("Edg/", "Edge"), ("EdgA/", "Edge"), ("OPR/", "Opera"), ("SamsungBrowser/", "Samsung Internet"), ("Vivaldi/", "Vivaldi"),
        ("Firefox/", "Firefox"), ("FxiOS/", "Firefox"), ("CriOS/", "Chrome"), ("HeadlessChrome/", "Chrome"), ("Chrome/", "Chrome"), ("Safari/", "Safari"),
    ];

    private static readonly (string Sign, string Name)[] Systems =
        [("Windows", "Windows"), ("Android", "Android"), ("iPhone", "iPhone"), ("iPad", "iPad"), ("Mac OS X", "macOS"), ("CrOS", "ChromeOS"), ("Linux", "Linux")];

    /// <returns>“Firefox · Linux”, or what is known of it.</returns>
    public static string Of(string agent, string unknown)
    {
        var parts = new[] { Find(Browsers, agent), Find(Systems, agent) }.OfType<string>().ToList();
        return parts.Count == 0 ? unknown : string.Join(" · ", parts);
    }

    private static string? Find((string Sign, string Name)[] names, string agent) =>
        names.FirstOrDefault(name => agent.Contains(name.Sign, StringComparison.Ordinal)).Name;
}
