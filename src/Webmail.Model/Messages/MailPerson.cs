namespace Webmail.Model;

/// <summary>A name and an address as a header gave them, decoded.</summary>
/// <param name="Name">Empty when the header had none.</param>
public sealed record MailPerson(string Name, string Address)
{
    /// <summary>What a list shows: the name, else the address.</summary>
    public string Display => Name.Length > 0 ? Name : Address;
}
