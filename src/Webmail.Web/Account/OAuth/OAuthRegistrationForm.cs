namespace Webmail.Web.Account.OAuth;

/// <summary>What the form of a registration posts.</summary>
public sealed class OAuthRegistrationForm
{
    public string? ClientId { get; set; }

    /// <summary>Empty keeps the stored one.</summary>
    public string? ClientSecret { get; set; }

    public string? Tenant { get; set; }

    public string? Name { get; set; }

    public string? Issuer { get; set; }

    public string? Scopes { get; set; }

    public bool SignsIn { get; set; }
}
