using Microsoft.EntityFrameworkCore;
using Webmail.Data.Entities;

namespace Webmail.Data;

/// <summary>Drafts, the outbox and blobs.</summary>
internal static class WritingModel
{
    public static void Configure(ModelBuilder builder)
    {
        builder.Entity<StoredIdentity>(identity =>
        {
            identity.ToTable("Identities");
            identity.HasKey(i => i.Id);
            identity.Property(i => i.Id).ValueGeneratedOnAdd();
            identity.Property(i => i.Name).HasMaxLength(Lengths.Name);
            identity.Property(i => i.Address).HasMaxLength(Lengths.Address);
            identity.Property(i => i.ReplyTo).HasMaxLength(Lengths.Address);
            identity.Property(i => i.Signature).HasMaxLength(Lengths.Signature);
            identity.Property(i => i.ReplySignature).HasMaxLength(Lengths.Signature);
            identity.HasOne<MailAccount>().WithMany().HasForeignKey(i => i.AccountId).OnDelete(DeleteBehavior.Cascade);
            identity.HasIndex(i => new { i.AccountId, i.Address }).IsUnique().HasDatabaseName("IX_Identities_Account_Address");
            identity.HasIndex(i => i.UserId).HasDatabaseName("IX_Identities_User");
        });
        builder.Entity<StoredDraft>(draft =>
        {
            draft.ToTable("Drafts");
            draft.HasKey(d => d.Id);
            draft.Property(d => d.Id).ValueGeneratedOnAdd();
            draft.Property(d => d.To).HasMaxLength(Lengths.Recipients);
            draft.Property(d => d.Cc).HasMaxLength(Lengths.Recipients);
            draft.Property(d => d.Bcc).HasMaxLength(Lengths.Recipients);
            draft.Property(d => d.Subject).HasMaxLength(Lengths.HeaderLine);
            draft.Property(d => d.Text).HasMaxLength(Lengths.DraftText);
            draft.Property(d => d.Html).HasMaxLength(Lengths.DraftText);
            draft.Property(d => d.InReplyTo).HasMaxLength(Lengths.MessageId);
            draft.Property(d => d.References).HasMaxLength(Lengths.References);
            draft.Property(d => d.ServerHeader).HasMaxLength(Lengths.MessageId);
            draft.Property(d => d.Editor).HasMaxLength(Lengths.Editor);
            draft.HasOne<MailAccount>().WithMany().HasForeignKey(d => d.AccountId).OnDelete(DeleteBehavior.Cascade);
            draft.HasMany(d => d.Attachments).WithOne().HasForeignKey(a => a.DraftId).OnDelete(DeleteBehavior.Cascade);
            draft.HasIndex(d => new { d.UserId, d.Place, d.Updated }).IsDescending(false, false, true).HasDatabaseName("IX_Drafts_User_Updated");
            draft.Property(d => d.StartKey).HasMaxLength(Lengths.Editor);
            draft.HasIndex(d => new { d.UserId, d.StartKey }).IsUnique().HasFilter("\"StartKey\" <> ''").HasDatabaseName("IX_Drafts_User_StartKey");
            draft.HasIndex(d => new { d.AccountId, d.ServerDue }).HasFilter("\"ServerDue\" IS NOT NULL").HasDatabaseName("IX_Drafts_Account_ServerDue");
            draft.HasIndex(d => new { d.AccountId, d.ServerHeader }).HasDatabaseName("IX_Drafts_Account_ServerHeader");
        });
        builder.Entity<StoredAttachment>(attachment =>
        {
            attachment.ToTable("Attachments");
            attachment.HasKey(a => a.Id);
            attachment.Property(a => a.FileName).HasMaxLength(Lengths.FileName);
            attachment.Property(a => a.ContentType).HasMaxLength(Lengths.FileName);
            attachment.Property(a => a.ContentId).HasMaxLength(Lengths.ContentId);
            attachment.HasIndex(a => a.BlobId).HasDatabaseName("IX_Attachments_Blob");
        });
        builder.Entity<StoredOutboxItem>(item =>
        {
            item.ToTable("Outbox");
            item.HasKey(o => o.Id);
            item.Property(o => o.Id).ValueGeneratedOnAdd();
            item.Property(o => o.MessageIdHeader).HasMaxLength(Lengths.MessageId);
            item.Property(o => o.Sender).HasMaxLength(Lengths.Address);
            item.Property(o => o.Recipients).HasMaxLength(Lengths.Recipients);
            item.Property(o => o.FirstRecipient).HasMaxLength(Lengths.Address);
            item.Property(o => o.Subject).HasMaxLength(Lengths.HeaderLine);
            item.Property(o => o.LastError).HasMaxLength(Lengths.ServerText);
            item.Property(o => o.Refused).HasMaxLength(Lengths.Recipients);
            item.HasOne<MailAccount>().WithMany().HasForeignKey(o => o.AccountId).OnDelete(DeleteBehavior.Cascade);
            item.HasIndex(o => new { o.AccountId, o.State, o.Due }).HasDatabaseName("IX_Outbox_Account_Due");
            item.HasIndex(o => new { o.UserId, o.State, o.Changed }).HasDatabaseName("IX_Outbox_User_State");
            item.HasIndex(o => o.BlobId).HasDatabaseName("IX_Outbox_Blob");
        });
        builder.Entity<StoredBlob>(blob =>
        {
            blob.ToTable("Blobs");
            blob.HasKey(b => b.Id);
            blob.Property(b => b.Id).ValueGeneratedOnAdd();
            blob.HasOne<MailAccount>().WithMany().HasForeignKey(b => b.AccountId).OnDelete(DeleteBehavior.Cascade);
            blob.HasIndex(b => b.FileId).IsUnique().HasDatabaseName("IX_Blobs_File");
            // BlobKind.Body = 0.
            blob.HasIndex(b => b.LastRead).HasFilter("\"Kind\" = 0").HasDatabaseName("IX_Blobs_Cache_LastRead");
        });
        builder.Entity<StoredPart>(part =>
        {
            part.ToTable("MessageParts");
            part.HasKey(p => new { p.MessageId, p.Part });
            part.HasOne<MailMessage>().WithMany().HasForeignKey(p => p.MessageId).OnDelete(DeleteBehavior.Cascade);
            part.HasIndex(p => p.BlobId).HasDatabaseName("IX_MessageParts_Blob");
        });
    }
}
