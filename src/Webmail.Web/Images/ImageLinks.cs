using System.Globalization;
using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using Webmail.Model;

namespace Webmail.Web.Images;

/// <summary>Addresses of remote images, and a person's consent to load them, each good for one message and made by us only.</summary>
public sealed class ImageLinks(IDataProtectionProvider protection)
{
    private readonly IDataProtector _images = protection.CreateProtector("Webmail.RemoteImage");
    private readonly IDataProtector _consents = protection.CreateProtector("Webmail.RemoteImageConsent");

    /// <summary>The address on our side for an image of a message.</summary>
    public string Address(MessageId message, Uri image) => $"/api/images/{_images.Protect($"{message}\n{image.AbsoluteUri}")}";

    /// <returns>Null for what is not from us.</returns>
    public (MessageId Message, Uri Image)? Read(string token) =>
        Unprotect(_images, token)?.Split('\n', 2) is [var id, var address]
        && long.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && Uri.TryCreate(address, UriKind.Absolute, out var image)
            ? (new MessageId(number), image)
            : null;

    /// <summary>That the images of a message are to be loaded: a link in a message cannot ask for them.</summary>
    public string Consent(MessageId message) => _consents.Protect(message.ToString());

    public bool IsConsent(MessageId message, string? token) => token is not null && Unprotect(_consents, token) == message.ToString();

    private static string? Unprotect(IDataProtector protector, string token)
    {
        try
        {
            return protector.Unprotect(token);
        }
        catch (Exception forged) when (forged is CryptographicException or FormatException)
        {
            return null;
        }
    }
}
