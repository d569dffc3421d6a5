using System.Globalization;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;
using QRCoder;
using Webmail.Data.Entities;
using Webmail.Engine;
using Webmail.Model;

namespace Webmail.Web.Account;

/// <summary>A code from an app as the second step of signing in (RFC 6238), with recovery codes for a lost device.</summary>
internal sealed class SecondStep(UserManager<AppUser> users, SignInManager<AppUser> signIn, PersonSignIn people, SignInLimiter limiter, Audit audit)
{
    private const int RecoveryCodes = 10;
    private const int PixelsOfModule = 5;
    private const int KeyGroup = 4;
    private const string Issuer = "Webmail";

    public async Task<bool> IsOnAsync(UserId person) => await users.FindByIdAsync(person.ToString()) is { TwoFactorEnabled: true };

    /// <summary>Recovery codes that were not used yet.</summary>
    public async Task<int> CodesLeftAsync(UserId person) => await users.FindByIdAsync(person.ToString()) is { } user ? await users.CountRecoveryCodesAsync(user) : 0;

    /// <summary>The key to be put into an app, as text in groups and as a picture in a data address.</summary>
    public async Task<(string Key, string Picture)> OfferAsync(UserId person)
    {
        var user = await FindAsync(person);
        var key = await users.GetAuthenticatorKeyAsync(user);
        if (string.IsNullOrEmpty(key))
        {
            (await users.ResetAuthenticatorKeyAsync(user)).ThrowIfFailed();
            key = await users.GetAuthenticatorKeyAsync(user) ?? throw new InvalidOperationException("The key was not stored");
            await signIn.RefreshSignInAsync(user);
        }

        var login = PersonClaims.TypedName(user.UserName ?? string.Empty);
        var address = string.Create(CultureInfo.InvariantCulture, $"otpauth://totp/{Issuer}:{Uri.EscapeDataString(login)}?secret={key}&issuer={Issuer}&digits=6");
        using var data = QRCodeGenerator.GenerateQrCode(address, QRCodeGenerator.ECCLevel.M);
        using var picture = new PngByteQRCode(data);
        return (string.Join(' ', key.Chunk(KeyGroup).Select(group => new string(group))), $"data:image/png;base64,{Convert.ToBase64String(picture.GetGraphic(PixelsOfModule))}");
    }

    /// <summary>Switches it on when the app shows the right code.</summary>
    /// <returns>The recovery codes, which are shown once; null for a wrong code.</returns>
    public async Task<IReadOnlyList<string>?> SwitchOnAsync(UserId person, string code)
    {
        var user = await FindAsync(person);
        if (!await users.VerifyTwoFactorTokenAsync(user, users.Options.Tokens.AuthenticatorTokenProvider, Digits(code)))
            return null;
        (await users.SetTwoFactorEnabledAsync(user, true)).ThrowIfFailed();
        await signIn.RefreshSignInAsync(user);
        await audit.WriteAsync(AuditKind.SecondFactorOn, person, PersonClaims.TypedName(user.UserName ?? string.Empty));
        return await NewCodesAsync(user);
    }

    /// <summary>Makes new recovery codes; the former ones stop working.</summary>
    public async Task<IReadOnlyList<string>> RenewCodesAsync(UserId person)
    {
        var user = await FindAsync(person);
        await audit.WriteAsync(AuditKind.RecoveryCodesMade, person, PersonClaims.TypedName(user.UserName ?? string.Empty));
        return await NewCodesAsync(user);
    }

    /// <summary>From now on the first step is enough; the app's key is forgotten.</summary>
    public async Task SwitchOffAsync(UserId person)
    {
        var user = await FindAsync(person);
        (await users.SetTwoFactorEnabledAsync(user, false)).ThrowIfFailed();
        (await users.ResetAuthenticatorKeyAsync(user)).ThrowIfFailed();
        await signIn.RefreshSignInAsync(user);
        await audit.WriteAsync(AuditKind.SecondFactorOff, person, PersonClaims.TypedName(user.UserName ?? string.Empty));
    }

    /// <summary>Whether somebody has made the first step in this browser a moment ago.</summary>
    public async Task<bool> IsAwaitedAsync() => await signIn.GetTwoFactorAuthenticationUserAsync() is not null;

    /// <summary>The second step of signing in; the response carries the cookie.</summary>
    /// <returns>Null on success.</returns>
    public async Task<Webmail.Engine.SignInResult.Failed?> FinishAsync(HttpContext context, string code, string networkPrefix)
    {
        if (await signIn.GetTwoFactorAuthenticationUserAsync() is not { UserName: { } login } user)
            return new Webmail.Engine.SignInResult.Failed(SignInFailure.WrongCode);
        if (!limiter.IsAllowed(login, networkPrefix))
            return new Webmail.Engine.SignInResult.Failed(SignInFailure.TooManyAttempts);
        var isRight = await users.VerifyTwoFactorTokenAsync(user, users.Options.Tokens.AuthenticatorTokenProvider, Digits(code))
            || (await users.RedeemTwoFactorRecoveryCodeAsync(user, code.Trim())).Succeeded;
        if (!isRight)
        {
            limiter.Failed(login, networkPrefix);
            await audit.WriteAsync(AuditKind.SignInRefused, null, string.Empty, null, PersonClaims.TypedName(login), nameof(SignInFailure.WrongCode));
            return new Webmail.Engine.SignInResult.Failed(SignInFailure.WrongCode);
        }

        if (!await signIn.CanSignInAsync(user))
            return new Webmail.Engine.SignInResult.Failed(SignInFailure.Disabled);
        await context.SignOutAsync(IdentityConstants.TwoFactorUserIdScheme);
        await people.AdmitAsync(user, context.RequestAborted);
        return null;
    }

    private async Task<IReadOnlyList<string>> NewCodesAsync(AppUser user) => [.. await users.GenerateNewTwoFactorRecoveryCodesAsync(user, RecoveryCodes) ?? []];

    private async Task<AppUser> FindAsync(UserId person) => await users.FindByIdAsync(person.ToString()) ?? throw new InvalidOperationException("The person is gone");

    private static string Digits(string code) => new([.. code.Where(char.IsAsciiDigit)]);
}
