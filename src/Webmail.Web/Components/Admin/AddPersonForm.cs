namespace Webmail.Web.Components.Admin;

/// <summary>What the form for a new person posts.</summary>
internal sealed class AddPersonForm
{
    public string? Name { get; set; }

    public string? Address { get; set; }

    public string? Password { get; set; }
}
