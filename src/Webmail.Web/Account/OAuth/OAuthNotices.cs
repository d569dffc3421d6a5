using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.AspNetCore.DataProtection;
using Webmail.Engine;
using Webmail.Model;

namespace Webmail.Web.Account.OAuth;

/// <summary>Carries what went wrong on the way to a provider to the page that says it: sealed, so that nobody else can have a page say something.</summary>
internal sealed class OAuthNotices(IDataProtectionProvider protection)
{
    private static readonly TimeSpan Life = TimeSpan.FromMinutes(10);
    private readonly ITimeLimitedDataProtector _protector = protection.CreateProtector("Webmail.OAuthNotice").ToTimeLimitedDataProtector();

    public string Protect(SignInResult.Failed failure) =>
        _protector.Protect(JsonSerializer.Serialize(new Notice(failure.Code, failure.ProviderName, failure.Fault?.Kind, failure.Fault?.CodeAndText)), Life);

    /// <returns>Null for none, and for one that is too old or not ours.</returns>
    public SignInResult.Failed? Read(string? notice)
    {
        if (string.IsNullOrEmpty(notice))
            return null;
        try
        {
            return JsonSerializer.Deserialize<Notice>(_protector.Unprotect(notice)) is { } read
                ? new SignInResult.Failed(read.Code, read.Kind is { } kind ? new MailFault(kind, read.Words ?? string.Empty) : null, read.Provider)
                : null;
        }
        catch (CryptographicException)
        {
            return null; // An old address from the browser's history.
        }
    }

    private sealed record Notice(SignInFailure Code, string? Provider, MailFaultKind? Kind, string? Words);
}
