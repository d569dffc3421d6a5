using Microsoft.EntityFrameworkCore;
using Webmail.Data.Entities;

namespace Webmail.Data;

/// <summary>Accounts, their secrets, who signs in with them, and the people they correspond with.</summary>
internal static class AccountModel
{
    public static void Configure(ModelBuilder builder)
    {
        builder.Entity<MailAccount>(account =>
        {
            account.ToTable("Accounts");
            account.HasKey(a => a.Id);
            account.Property(a => a.Id).ValueGeneratedOnAdd();
            account.Property(a => a.Address).HasMaxLength(Lengths.Address);
            account.Property(a => a.SenderName).HasMaxLength(Lengths.Name);
            account.Property(a => a.Name).HasMaxLength(Lengths.Name);
            account.Property(a => a.FaultText).HasMaxLength(Lengths.ServerText);
            account.Property(a => a.WrappedKey).HasMaxLength(128);
            account.Property(a => a.ImapHost).HasMaxLength(Lengths.Host);
            account.Property(a => a.ImapUserName).HasMaxLength(Lengths.Address);
            account.Property(a => a.SmtpHost).HasMaxLength(Lengths.Host);
            account.Property(a => a.SmtpUserName).HasMaxLength(Lengths.Address);
            account.Property(a => a.ProviderId).HasMaxLength(64);
            account.Property(a => a.OAuthProvider).HasMaxLength(Lengths.OAuthProvider);
            account.HasOne<AppUser>().WithMany().HasForeignKey(a => a.UserId).OnDelete(DeleteBehavior.Cascade);
            account.HasIndex(a => a.UserId).HasDatabaseName("IX_Accounts_User");
        });
        builder.Entity<StoredCredential>(credential =>
        {
            credential.ToTable("Credentials");
            credential.HasKey(c => c.AccountId);
            credential.Property(c => c.AccountId).ValueGeneratedNever();
            // The tokens of a large organisation have several kilobytes each.
            credential.Property(c => c.Sealed).HasMaxLength(65_536);
            credential.Property(c => c.SmtpSealed).HasMaxLength(8192);
            credential.HasOne<MailAccount>().WithOne().HasForeignKey<StoredCredential>(c => c.AccountId).OnDelete(DeleteBehavior.Cascade);
        });
        builder.Entity<SignIn>(signIn =>
        {
            signIn.ToTable("SignIns");
            signIn.HasKey(s => s.Id);
            signIn.Property(s => s.ImapHost).HasMaxLength(Lengths.Host);
            signIn.Property(s => s.LoginName).HasMaxLength(Lengths.Address);
            signIn.Property(s => s.Verifier).HasMaxLength(128);
            signIn.HasOne<AppUser>().WithMany().HasForeignKey(s => s.UserId).OnDelete(DeleteBehavior.Cascade);
            signIn.HasOne<MailAccount>().WithMany().HasForeignKey(s => s.AccountId).OnDelete(DeleteBehavior.Cascade);
            signIn.HasIndex(s => new { s.ImapHost, s.LoginName }).IsUnique().HasDatabaseName("IX_SignIns_Identity");
        });
        builder.Entity<StoredRegistration>(registration =>
        {
            registration.ToTable("OAuthRegistrations");
            registration.HasKey(r => r.Provider);
            registration.Property(r => r.Provider).HasMaxLength(Lengths.OAuthProvider);
            registration.Property(r => r.ClientId).HasMaxLength(Lengths.OAuthField);
            registration.Property(r => r.WrappedKey).HasMaxLength(128);
            registration.Property(r => r.SealedSecret).HasMaxLength(8192);
            registration.Property(r => r.Name).HasMaxLength(Lengths.Name);
            registration.Property(r => r.Issuer).HasMaxLength(Lengths.OAuthField);
            registration.Property(r => r.Tenant).HasMaxLength(Lengths.Host);
            registration.Property(r => r.Scopes).HasMaxLength(Lengths.OAuthField);
        });
        builder.Entity<Correspondent>(person =>
        {
            person.ToTable("Correspondents");
            person.HasKey(p => p.Id);
            person.Property(p => p.Address).HasMaxLength(Lengths.Address);
            person.Property(p => p.AddressKey).HasMaxLength(Lengths.Address);
            person.Property(p => p.Name).HasMaxLength(Lengths.Name);
            person.Property(p => p.NameKey).HasMaxLength(Lengths.Name);
            person.HasOne<AppUser>().WithMany().HasForeignKey(p => p.UserId).OnDelete(DeleteBehavior.Cascade);
            person.HasIndex(p => new { p.UserId, p.AddressKey }).IsUnique().HasDatabaseName("IX_Correspondents_User_Address");
        });
        builder.Entity<ImageSender>(sender =>
        {
            sender.ToTable("ImageSenders");
            sender.HasKey(s => new { s.UserId, s.AddressKey });
            sender.Property(s => s.AddressKey).HasMaxLength(Lengths.Address);
            sender.HasOne<AppUser>().WithMany().HasForeignKey(s => s.UserId).OnDelete(DeleteBehavior.Cascade);
        });
    }
}
