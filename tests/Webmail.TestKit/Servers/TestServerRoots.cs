namespace Webmail.TestKit.Servers;

/// <summary>Where <c>tests/tools/install-test-servers.sh</c> unpacks the mail servers whose packages would remove Dovecot's.</summary>
internal static class TestServerRoots
{
    private const string Parent = "/opt/webmail-test-servers";

    public static string Cyrus => Path.Combine(Parent, "cyrus-1");

    /// <summary>With all libraries it needs: its paths are compiled in, so each server is changed into a copy of this.</summary>
    public static string Courier => Path.Combine(Parent, "courier-2");
}
