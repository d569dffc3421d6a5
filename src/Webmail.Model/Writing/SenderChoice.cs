namespace Webmail.Model;

/// <summary>One line of the composer's From.</summary>
/// <param name="Key"><see cref="SenderIdentity.Key"/>.</param>
public sealed record SenderChoice(string Key, string Name, string Address)
{
    public string Display => Name.Length > 0 ? $"{Name} <{Address}>" : Address;
}
