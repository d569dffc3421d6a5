using MailKit.Security;
using Webmail.Model;

namespace Webmail.Mail.Sasl;

/// <summary>Picks the one mechanism to sign in with. MailKit left to itself tries all of them, and one wrong password counts as several.</summary>
internal static class SaslChoice
{
    /// <param name="offered">Mechanism names of the server.</param>
    /// <returns>Null when the server offers none that fits the secret.</returns>
    public static SaslMechanism? For(MailCredential credential, string userName, IReadOnlySet<string> offered) => credential.Kind switch
    {
        CredentialKind.Password when offered.Contains("PLAIN") => new SaslMechanismPlain(userName, credential.Secret),
        CredentialKind.Password when offered.Contains("LOGIN") => new SaslMechanismLogin(userName, credential.Secret),

        // XOAUTH2 first: some servers announce OAUTHBEARER and do it worse, none the other way round.
        CredentialKind.AccessToken when offered.Contains("XOAUTH2") => new SaslMechanismOAuth2(userName, credential.Secret),
        CredentialKind.AccessToken when offered.Contains("OAUTHBEARER") => new SaslMechanismOAuthBearer(userName, credential.Secret),
        _ => null,
    };
}
