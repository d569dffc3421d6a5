using Microsoft.AspNetCore.Identity;
using Webmail.Data.Entities;

namespace Webmail.Web.Account;

/// <summary>Whether a person may sign in at all: Identity asks this before every sign-in.</summary>
internal sealed class EnabledPersons : IUserConfirmation<AppUser>
{
    public Task<bool> IsConfirmedAsync(UserManager<AppUser> manager, AppUser user) => Task.FromResult(!user.Disabled);
}
