namespace Webmail.Model;

/// <summary>This installation as a provider knows it: what the administrator got there and entered here. Its text form hides the secret.</summary>
/// <param name="Provider">One of <see cref="OAuthProviders"/>.</param>
/// <param name="Name">What its button says; for a provider of one's own, else empty.</param>
/// <param name="Issuer">Where its endpoints are described; for a provider of one's own, else empty.</param>
/// <param name="Tenant">Whose people Microsoft lets in: common, consumers, organizations or a tenant; else empty.</param>
/// <param name="Scopes">Asked for beside the customary ones, with spaces between; for a provider of one's own, else empty.</param>
/// <param name="SignsIn">People may sign in to Webmail with it, not only add mailboxes.</param>
public sealed record OAuthRegistration(
    string Provider,
    string ClientId,
    string ClientSecret,
    string Name,
    string Issuer,
    string Tenant,
    string Scopes,
    bool SignsIn)
{
    public override string ToString() => $"{Provider} (hidden)";
}
