using System.Globalization;

namespace Webmail.Model;

/// <summary>A first guess at the name recipients should see.</summary>
public static class SenderNames
{
    /// <summary>anna.lebedeva@… → Anna Lebedeva: a start for the person to correct, never sent unasked.</summary>
    public static string Guess(string address)
    {
        var at = address.LastIndexOf('@');
        var words = (at < 0 ? address : address[..at]).Split(['.', '_', '-', '+'], StringSplitOptions.RemoveEmptyEntries);
        return string.Join(' ', words.Select(word => char.ToUpper(word[0], CultureInfo.InvariantCulture) + word[1..]));
    }
}
