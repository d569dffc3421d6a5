using Webmail.Model;

namespace Webmail.Mail.Sasl;

/// <summary>Signs in, and once more where a token was refused and there is another one. A password is never tried twice.</summary>
internal static class SecondTry
{
    public static async Task<T> SignInAsync<T>(ICredentialSource credentials, Func<MailCredential, Task<T>> signIn, CancellationToken cancellationToken)
    {
        var credential = await credentials.GetAsync(cancellationToken);
        try
        {
            return await signIn(credential);
        }
        catch (MailFaultException refusal) when (credential.Kind == CredentialKind.AccessToken && refusal.Fault.Kind == MailFaultKind.Authentication)
        {
            // A token can end before its time: the provider forgot it, or its clock is not ours.
            if (await credentials.RenewAsync(credential, cancellationToken) is not { } renewed)
                throw;
            return await signIn(renewed);
        }
    }
}
