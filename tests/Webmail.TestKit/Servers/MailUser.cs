namespace Webmail.TestKit.Servers;

/// <summary>A mailbox on a test server and the password that opens it.</summary>
public sealed record MailUser(string Address, string Password)
{
    public string LocalPart => Address[..Address.IndexOf('@', StringComparison.Ordinal)];

    public string Domain => Address[(Address.IndexOf('@', StringComparison.Ordinal) + 1)..];
}
