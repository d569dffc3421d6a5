using System.Globalization;
using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;
using Webmail.Data;
using Webmail.Data.Entities;
using Webmail.Engine;
using Webmail.Model;
using SignInResult = Webmail.Engine.SignInResult;

namespace Webmail.Web.Account;

/// <summary>
/// Signs a person in: by the local password if they have one, and then only by that — it is never offered to a mail
/// server — else by their mailbox.
/// </summary>
internal sealed class PersonSignIn(
    SignInManager<AppUser> signIn,
    MailboxSignIn mailbox,
    SignInLimiter limiter,
    PeopleAdmin people,
    Audit audit)
{
    /// <summary>On success the response carries the cookie.</summary>
    /// <returns>Null on success.</returns>
    public async Task<SignInResult.Failed?> SignInAsync(SignInRequest request, CancellationToken cancellationToken)
    {
        var failure = await TryAsync(request, cancellationToken);
        // What is no address was perhaps a password in the wrong field.
        if (failure is not null && failure.Code is not (SignInFailure.InvalidAddress or SignInFailure.ConfirmServers or SignInFailure.UnknownServers))
            await audit.WriteAsync(AuditKind.SignInRefused, null, string.Empty, null, request.Address.Contains('@', StringComparison.Ordinal) ? request.Address : string.Empty, failure.Code.ToString());
        return failure;
    }

    private async Task<SignInResult.Failed?> TryAsync(SignInRequest request, CancellationToken cancellationToken)
    {
        var person = await signIn.UserManager.FindByNameAsync(request.Address);
        if (person?.PasswordHash is not null)
            return await SignInLocallyAsync(person, request, cancellationToken);
        return await mailbox.SignInAsync(request, cancellationToken) switch
        {
            SignInResult.Success success => await AdmitByMailboxAsync(success.User, cancellationToken),
            SignInResult.Failed failed => failed,
            var other => throw new InvalidOperationException($"Unknown outcome {other}"),
        };
    }

    /// <summary>The first step was right, and the person has a second one: nobody is signed in yet.</summary>
    public bool NeedsSecondStep { get; private set; }

    /// <summary>Signs in, or notes that the second step is to follow.</summary>
    public async Task AdmitOrAskAsync(AppUser person, CancellationToken cancellationToken)
    {
        if (!person.TwoFactorEnabled)
        {
            await AdmitAsync(person, cancellationToken);
            return;
        }

        NeedsSecondStep = true;
        var identity = new ClaimsIdentity([new Claim(ClaimTypes.Name, person.Id.ToString(CultureInfo.InvariantCulture))], IdentityConstants.TwoFactorUserIdScheme);
        await signIn.Context.SignInAsync(IdentityConstants.TwoFactorUserIdScheme, new ClaimsPrincipal(identity));
    }

    /// <summary>The response carries the cookie afterwards.</summary>
    public async Task AdmitAsync(AppUser person, CancellationToken cancellationToken)
    {
        await signIn.SignInAsync(person, isPersistent: true);
        await people.SeenAsync(new UserId(person.Id), cancellationToken);
        await audit.WriteAsync(AuditKind.SignedIn, new UserId(person.Id), person.DisplayName, new UserId(person.Id), PersonClaims.TypedName(person.UserName ?? string.Empty), string.Empty);
    }

    private async Task<SignInResult.Failed?> SignInLocallyAsync(AppUser person, SignInRequest request, CancellationToken cancellationToken)
    {
        if (!limiter.IsAllowed(request.Address, request.NetworkPrefix))
            return new SignInResult.Failed(SignInFailure.TooManyAttempts);
        if (!await signIn.UserManager.CheckPasswordAsync(person, request.Password))
        {
            limiter.Failed(request.Address, request.NetworkPrefix);
            return new SignInResult.Failed(SignInFailure.WrongPassword);
        }

        return await AdmitIfEnabledAsync(person, cancellationToken);
    }

    /// <summary>Lets in whom their mail server has just known.</summary>
    /// <returns>Null on success; the response carries the cookie then.</returns>
    public async Task<SignInResult.Failed?> AdmitByMailboxAsync(UserId user, CancellationToken cancellationToken)
    {
        var person = await signIn.UserManager.FindByIdAsync(user.ToString())
            ?? throw new InvalidOperationException("The person who signed in does not exist");
        // A local password is the only way in for whoever has one.
        return person.PasswordHash is null ? await AdmitIfEnabledAsync(person, cancellationToken) : new SignInResult.Failed(SignInFailure.WrongPassword);
    }

    private async Task<SignInResult.Failed?> AdmitIfEnabledAsync(AppUser person, CancellationToken cancellationToken)
    {
        if (!await signIn.CanSignInAsync(person))
            return new SignInResult.Failed(SignInFailure.Disabled);
        await AdmitOrAskAsync(person, cancellationToken);
        return null;
    }
}
