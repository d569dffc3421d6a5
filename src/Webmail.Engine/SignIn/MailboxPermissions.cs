using Webmail.Data;
using Webmail.Mail.Discovery;
using Webmail.Model;

namespace Webmail.Engine;

/// <summary>Whether a person may add a mailbox, and how often they may guess its password.</summary>
public sealed class MailboxPermissions(PeopleAdmin people, ProviderRules rules, SignInLimiter limiter)
{
    internal bool MayTry(SignInRequest request) => limiter.IsAllowed(request.Address.Trim(), request.NetworkPrefix);

    internal void Failed(SignInRequest request) => limiter.Failed(request.Address.Trim(), request.NetworkPrefix);

    /// <returns>Null when they may.</returns>
    internal async Task<SignInFailure?> WhyNotAsync(UserId user, ProviderPreset? preset, CancellationToken cancellationToken) =>
        await people.MayAddMailboxesAsync(user, cancellationToken) ? rules.WhyNoNewMailbox(preset) : SignInFailure.ByAdministratorOnly;
}
