using Webmail.Engine.OAuth;
using Webmail.Model;

namespace Webmail.Web.Account.OAuth;

/// <summary>What the administrator does with registrations at providers. A stored secret is never shown again.</summary>
internal sealed class OAuthAdministration(OAuthRegistrations registrations)
{
    private const int MaxLength = 1000;

    public OAuthRegistration? Find(string provider) => registrations.Find(provider);

    /// <returns>The text that says what to correct; null when it is stored.</returns>
    public async Task<string?> SaveAsync(string provider, OAuthRegistrationForm form, CancellationToken cancellationToken)
    {
        var stored = registrations.Find(provider);
        var secret = form.ClientSecret?.Trim() is { Length: > 0 } typed ? typed : stored?.ClientSecret ?? string.Empty;
        var isOwn = provider == OAuthProviders.OpenId;
        var (id, name, issuer, scopes) = (Line(form.ClientId), Line(form.Name), Line(form.Issuer), Line(form.Scopes));
        if (id.Length == 0 || secret.Length == 0 || (isOwn && (name.Length == 0 || issuer.Length == 0)))
            return "OAuth_Incomplete";
        if (new[] { id, secret, name, issuer, scopes }.Any(text => text.Length > MaxLength || text.Any(char.IsControl)))
            return "OAuth_TooLong";
        if (isOwn && !IsIssuer(issuer))
            return "OAuth_IssuerInvalid";
        var tenant = provider == OAuthProviders.Microsoft ? Line(form.Tenant) : string.Empty;
        if (!tenant.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '.'))
            return "OAuth_TenantInvalid";
        await registrations.SaveAsync(
            new OAuthRegistration(provider, id, secret, isOwn ? name : string.Empty, isOwn ? issuer : string.Empty, tenant, isOwn ? scopes : string.Empty, form.SignsIn),
            cancellationToken);
        return null;
    }

    public Task RemoveAsync(string provider, CancellationToken cancellationToken) => registrations.RemoveAsync(provider, cancellationToken);

    // Tokens go there: without TLS only to this very machine.
    private static bool IsIssuer(string issuer) =>
        Uri.TryCreate(issuer, UriKind.Absolute, out var address) && address.Query.Length == 0 && address.Fragment.Length == 0
        && (address.Scheme == Uri.UriSchemeHttps || (address.Scheme == Uri.UriSchemeHttp && address.IsLoopback));

    private static string Line(string? text) => text?.Trim() ?? string.Empty;
}
