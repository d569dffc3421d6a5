using Microsoft.AspNetCore.Identity;

namespace Webmail.Web.Account;

/// <summary>Outcomes of Identity that can only be faults of ours.</summary>
internal static class IdentityResults
{
    /// <exception cref="InvalidOperationException">It did not succeed.</exception>
    public static void ThrowIfFailed(this IdentityResult result)
    {
        if (!result.Succeeded)
            throw new InvalidOperationException($"The person was not stored: {string.Join(' ', result.Errors.Select(error => error.Code))}");
    }
}
