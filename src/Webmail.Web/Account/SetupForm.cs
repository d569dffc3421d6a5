namespace Webmail.Web.Account;

/// <summary>What the setup page posts.</summary>
internal sealed class SetupForm
{
    public string? Code { get; set; }

    public string? Name { get; set; }

    public string? Login { get; set; }

    public string? Password { get; set; }
}
