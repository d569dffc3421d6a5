namespace Webmail.Data.Entities;

/// <summary>A sender whose remote images a person always wants to see.</summary>
internal sealed class ImageSender
{
    public long UserId { get; set; }

    /// <summary>The address in lower case.</summary>
    public required string AddressKey { get; set; }
}
