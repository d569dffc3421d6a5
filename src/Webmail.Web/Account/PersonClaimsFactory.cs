using System.Security.Claims;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;
using Webmail.Data.Entities;

namespace Webmail.Web.Account;

/// <summary>Puts a person's name, language and theme into their sign-in.</summary>
internal sealed class PersonClaimsFactory(UserManager<AppUser> users, RoleManager<IdentityRole<long>> roles, IOptions<IdentityOptions> options)
    : UserClaimsPrincipalFactory<AppUser, IdentityRole<long>>(users, roles, options)
{
    protected override async Task<ClaimsIdentity> GenerateClaimsAsync(AppUser user)
    {
        var identity = await base.GenerateClaimsAsync(user);
        identity.AddClaim(new Claim(PersonClaims.NameType, user.DisplayName.Length > 0 ? user.DisplayName : PersonClaims.TypedName(user.UserName ?? string.Empty)));
        if (user.Language is not null)
            identity.AddClaim(new Claim(PersonClaims.LanguageType, user.Language));
        if (user.Theme is not null)
            identity.AddClaim(new Claim(PersonClaims.ThemeType, user.Theme));
        identity.AddClaim(ScreenClaim.For(user));
        return identity;
    }
}
