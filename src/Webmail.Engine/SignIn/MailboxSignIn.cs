namespace Webmail.Engine;

public sealed class MailboxSignIn
{
    public IReadOnlyList<ProviderView> Providers => throw new NotSupportedException();
    public Task<SignInResult> SignInAsync(SignInRequest request, CancellationToken cancellationToken) => throw new NotSupportedException();
    public Task<SignInResult> ProvisionAsync(string displayName, string address, string password, CancellationToken cancellationToken) => throw new NotSupportedException();
}
