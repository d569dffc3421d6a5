using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Webmail.Data.Entities;

namespace Webmail.Data;

/// <summary>Tables of ASP.NET Core Identity, with plain names and explicit lengths.</summary>
internal static class IdentityModel
{
    public static void Configure(ModelBuilder builder)
    {
        builder.Entity<AppUser>(user =>
        {
            user.ToTable("Users");
            user.Property(u => u.DisplayName).HasMaxLength(Lengths.Name);
            user.Property(u => u.Language).HasMaxLength(16);
            user.Property(u => u.Theme).HasMaxLength(16);
            user.Property(u => u.TimeZone).HasMaxLength(64);
            user.Property(u => u.PasswordHash).HasMaxLength(256);
            user.Property(u => u.SecurityStamp).HasMaxLength(64);
            user.Property(u => u.ConcurrencyStamp).HasMaxLength(64);
            user.Property(u => u.PhoneNumber).HasMaxLength(64);
            user.Property(u => u.UserName).HasMaxLength(Lengths.UserName);
            user.Property(u => u.NormalizedUserName).HasMaxLength(Lengths.UserName);
            user.Property(u => u.Email).HasMaxLength(Lengths.Address);
            user.Property(u => u.NormalizedEmail).HasMaxLength(Lengths.Address);
        });
        builder.Entity<IdentityRole<long>>(role =>
        {
            role.ToTable("Roles");
            role.Property(r => r.ConcurrencyStamp).HasMaxLength(64);
        });
        builder.Entity<IdentityUserRole<long>>().ToTable("UserRoles");
        builder.Entity<IdentityUserClaim<long>>(claim =>
        {
            claim.ToTable("UserClaims");
            claim.Property(c => c.ClaimType).HasMaxLength(256);
            claim.Property(c => c.ClaimValue).HasMaxLength(1024);
        });
        builder.Entity<IdentityRoleClaim<long>>(claim =>
        {
            claim.ToTable("RoleClaims");
            claim.Property(c => c.ClaimType).HasMaxLength(256);
            claim.Property(c => c.ClaimValue).HasMaxLength(1024);
        });
        builder.Entity<IdentityUserLogin<long>>(login =>
        {
            login.ToTable("UserLogins");
            login.Property(l => l.LoginProvider).HasMaxLength(128);
            login.Property(l => l.ProviderKey).HasMaxLength(128);
            login.Property(l => l.ProviderDisplayName).HasMaxLength(256);
        });
        builder.Entity<IdentityUserToken<long>>(token =>
        {
            token.ToTable("UserTokens");
            token.Property(t => t.LoginProvider).HasMaxLength(128);
            token.Property(t => t.Name).HasMaxLength(128);
            token.Property(t => t.Value).HasMaxLength(2048);
        });
        builder.Entity<IdentityUserPasskey<long>>().ToTable("UserPasskeys");
    }
}
