using System.Globalization;

namespace Webmail.TestKit.Servers;

/// <summary>The directories Postfix expects, with the owners it insists on.</summary>
internal static class PostfixQueue
{
    private const UnixFileMode Owner = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    public static void Create(string root)
    {
        var (user, dropGroup) = (Id("/etc/passwd", "postfix"), Id("/etc/group", "postdrop"));
        Native.ChangeOwner(Path.Combine(root, "data"), user, 0);
        foreach (var name in "active bounce corrupt defer deferred flush hold incoming private saved trace".Split(' '))
            Make(name, user, 0, Owner);
        Make("maildrop", user, dropGroup, Owner | UnixFileMode.GroupWrite | UnixFileMode.GroupExecute);
        Make("public", user, dropGroup, Owner | UnixFileMode.GroupExecute);
        Make("pid", 0, 0, Owner | UnixFileMode.GroupRead | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute);

        void Make(string name, int owner, int group, UnixFileMode mode)
        {
            var path = Path.Combine(root, "queue", name);
            Directory.CreateDirectory(path);
            Native.ChangeOwner(path, owner, group);
            if (!OperatingSystem.IsWindows())
                File.SetUnixFileMode(path, mode);
        }
    }

    private static int Id(string file, string name) =>
        File.ReadLines(file).Select(line => line.Split(':')).FirstOrDefault(fields => fields[0] == name) is { } found
            ? int.Parse(found[2], CultureInfo.InvariantCulture)
            : throw new MailServerUnavailableException($"{file} has no {name}: Postfix is not installed properly");
}
