using System.Buffers.Text;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Localization;
using Webmail.Data.Entities;
using Webmail.Engine;
using Webmail.Model;
using Webmail.Web.Resources;
using SignInResult = Webmail.Engine.SignInResult;

namespace Webmail.Web.Account;

/// <summary>Passkeys (WebAuthn) of people: added in the settings, and a way in by themselves, because the device asks who holds it.</summary>
internal sealed class Passkeys(UserManager<AppUser> users, SignInManager<AppUser> signIn, PersonSignIn people, Audit audit, IStringLocalizer<Texts> texts)
{
    private const int Most = 20;
    private const int MaxName = 100;
    private const int MaxCredential = 64 * 1024;

    /// <returns>Options for <c>navigator.credentials.create</c>, in JSON; null when the person is gone or has enough of them.</returns>
    public async Task<string?> CreationOptionsAsync(UserId person)
    {
        if (await users.FindByIdAsync(person.ToString()) is not { } user || (await users.GetPasskeysAsync(user)).Count >= Most)
            return null;
        var login = PersonClaims.TypedName(user.UserName ?? string.Empty);
        return await signIn.MakePasskeyCreationOptionsAsync(new PasskeyUserEntity { Id = person.ToString(), Name = login, DisplayName = user.DisplayName.Length > 0 ? user.DisplayName : login });
    }

    /// <returns>Options for <c>navigator.credentials.get</c>, in JSON. Nobody is named: the device knows whose keys it has.</returns>
    public Task<string> RequestOptionsAsync() => signIn.MakePasskeyRequestOptionsAsync(null);

    /// <param name="credential">What the browser answered, in JSON.</param>
    /// <returns>False when it is not what was asked for.</returns>
    public async Task<bool> AddAsync(UserId person, string credential, string name)
    {
        if (credential.Length > MaxCredential || await users.FindByIdAsync(person.ToString()) is not { } user)
            return false;
        var attestation = await signIn.PerformPasskeyAttestationAsync(credential);
        if (!attestation.Succeeded || attestation.UserEntity.Id != person.ToString())
            return false;
        attestation.Passkey.Name = name.Trim() is { Length: > 0 and <= MaxName } given && !given.Any(char.IsControl) ? given : texts["Passkeys_Unnamed"];
        (await users.AddOrUpdatePasskeyAsync(user, attestation.Passkey)).ThrowIfFailed();
        await audit.WriteAsync(AuditKind.PasskeyAdded, person, attestation.Passkey.Name);
        return true;
    }

    public async Task<IReadOnlyList<Passkey>> ListAsync(UserId person) =>
        await users.FindByIdAsync(person.ToString()) is { } user
            ? [.. (await users.GetPasskeysAsync(user)).OrderBy(key => key.CreatedAt).Select(key => new Passkey(Base64Url.EncodeToString(key.CredentialId), key.Name ?? texts["Passkeys_Unnamed"], key.CreatedAt))]
            : [];

    public async Task RemoveAsync(UserId person, Passkey key)
    {
        if (await users.FindByIdAsync(person.ToString()) is not { } user)
            return;
        (await users.RemovePasskeyAsync(user, Base64Url.DecodeFromChars(key.Id))).ThrowIfFailed();
        await audit.WriteAsync(AuditKind.PasskeyRemoved, person, key.Name);
    }

    /// <summary>Signs in whoever the key is of; the response carries the cookie.</summary>
    /// <returns>Null on success.</returns>
    public async Task<SignInResult.Failed?> SignInAsync(string credential, CancellationToken cancellationToken)
    {
        if (credential.Length > MaxCredential || await signIn.PerformPasskeyAssertionAsync(credential) is not { Succeeded: true } assertion)
        {
            await audit.WriteAsync(AuditKind.SignInRefused, null, string.Empty, null, string.Empty, nameof(SignInFailure.WrongPasskey));
            return new SignInResult.Failed(SignInFailure.WrongPasskey);
        }

        // The counter in it tells a copied key from the original.
        (await users.AddOrUpdatePasskeyAsync(assertion.User, assertion.Passkey)).ThrowIfFailed();
        if (!await signIn.CanSignInAsync(assertion.User))
            return new SignInResult.Failed(SignInFailure.Disabled);
        await people.AdmitAsync(assertion.User, cancellationToken);
        return null;
    }
}

/// <summary>A passkey as its owner sees it.</summary>
/// <param name="Id">Of the credential, in base64url.</param>
internal sealed record Passkey(string Id, string Name, DateTimeOffset Created);
