namespace Webmail.Mail.Discovery;

/// <summary>A provider whose mailboxes no mail program can read, and why.</summary>
public sealed record UnreachableProvider(string Id, string Name, string English, string Russian)
{
    /// <param name="language">Two letters; anything but Russian is English.</param>
    public string In(string language) => language == "ru" ? Russian : English;
}
