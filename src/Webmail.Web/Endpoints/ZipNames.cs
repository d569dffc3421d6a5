namespace Webmail.Web.Endpoints;

/// <summary>Names within an archive: each once.</summary>
internal static class ZipNames
{
    public static IReadOnlyList<string> Of(IReadOnlyList<string> names)
    {
        var taken = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        return [.. names.Select(Unique)];

        string Unique(string name)
        {
            var unique = name;
            for (var number = 2; !taken.Add(unique); number++)
                unique = $"{Path.GetFileNameWithoutExtension(name)} ({number}){Path.GetExtension(name)}";
            return unique;
        }
    }
}
