namespace Webmail.Mail.Authenticity;

/// <summary>Looks up TXT records.</summary>
public interface IDnsTexts
{
    /// <returns>The texts, each joined from its pieces; none when there is no such name.</returns>
    /// <exception cref="IOException">Nobody answers in time.</exception>
    Task<IReadOnlyList<string>> FindAsync(string name, CancellationToken cancellationToken);
}
