using Microsoft.EntityFrameworkCore;
using Webmail.Data.Entities;

namespace Webmail.Data;

/// <summary>Sessions, invitations, the audit log, and what the administrator decided about providers.</summary>
internal static class AdministrationModel
{
    public static void Configure(ModelBuilder builder)
    {
        builder.Entity<StoredSession>(session =>
        {
            session.ToTable("Sessions");
            session.HasKey(s => s.Id);
            session.Property(s => s.Id).ValueGeneratedNever();
            session.Property(s => s.Agent).HasMaxLength(Lengths.Agent);
            session.Property(s => s.Network).HasMaxLength(Lengths.Network);
            session.HasOne<AppUser>().WithMany().HasForeignKey(s => s.UserId).OnDelete(DeleteBehavior.Cascade);
            session.HasIndex(s => s.UserId).HasDatabaseName("IX_Sessions_User");
        });
        builder.Entity<StoredInvitation>(invitation =>
        {
            invitation.ToTable("Invitations");
            invitation.HasKey(i => i.UserId);
            invitation.Property(i => i.UserId).ValueGeneratedNever();
            invitation.Property(i => i.TokenHash).HasMaxLength(32);
            invitation.HasOne<AppUser>().WithOne().HasForeignKey<StoredInvitation>(i => i.UserId).OnDelete(DeleteBehavior.Cascade);
            invitation.HasIndex(i => i.TokenHash).IsUnique().HasDatabaseName("IX_Invitations_Token");
        });
        builder.Entity<AuditEntry>(entry =>
        {
            entry.ToTable("AuditEntries");
            entry.HasKey(e => e.Id);
            entry.Property(e => e.ActorName).HasMaxLength(Lengths.Name);
            entry.Property(e => e.Subject).HasMaxLength(Lengths.Address);
            entry.Property(e => e.Detail).HasMaxLength(Lengths.Name);
            entry.Property(e => e.Network).HasMaxLength(Lengths.Network);
            entry.HasIndex(e => e.At).HasDatabaseName("IX_AuditEntries_At");
            entry.HasIndex(e => e.PersonId).HasDatabaseName("IX_AuditEntries_Person");
        });
        builder.Entity<StoredProvider>(provider =>
        {
            provider.ToTable("Providers");
            provider.HasKey(p => p.Id);
            provider.Property(p => p.Name).HasMaxLength(Lengths.Name);
            provider.Property(p => p.Domains).HasMaxLength(Lengths.Domains);
            provider.Property(p => p.ImapHost).HasMaxLength(Lengths.Host);
            provider.Property(p => p.SmtpHost).HasMaxLength(Lengths.Host);
            provider.HasIndex(p => p.Name).IsUnique().HasDatabaseName("IX_Providers_Name");
        });
        builder.Entity<DisabledProvider>(provider =>
        {
            provider.ToTable("DisabledProviders");
            provider.HasKey(p => p.ProviderId);
            provider.Property(p => p.ProviderId).HasMaxLength(Lengths.Name + 16);
        });
        builder.Entity<StoredSignInRules>(rules =>
        {
            rules.ToTable("SignInRules");
            rules.HasKey(r => r.Row);
            rules.Property(r => r.Row).ValueGeneratedNever();
            rules.Property(r => r.AllowedDomains).HasMaxLength(Lengths.Domains);
        });
    }
}
