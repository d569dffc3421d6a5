using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;
using Webmail.Data.Entities;
using Webmail.Model;

namespace Webmail.Data;

/// <summary>Everything the store keeps in a database. One model, two databases: the derived contexts carry the migrations.</summary>
public abstract class WebmailDbContext(DbContextOptions options) : IdentityDbContext<AppUser, IdentityRole<long>, long>(options)
{
    internal DbSet<MailAccount> Accounts => Set<MailAccount>();

    internal DbSet<StoredCredential> Credentials => Set<StoredCredential>();

    internal DbSet<StoredRegistration> Registrations => Set<StoredRegistration>();

    internal DbSet<SignIn> SignIns => Set<SignIn>();

    internal DbSet<MailFolder> Folders => Set<MailFolder>();

    internal DbSet<MailMessage> Messages => Set<MailMessage>();

    internal DbSet<ConversationLink> ConversationLinks => Set<ConversationLink>();
    internal DbSet<MessageText> MessageTexts => Set<MessageText>();

    internal DbSet<Operation> Operations => Set<Operation>();

    internal DbSet<StoredFolderOperation> FolderOperations => Set<StoredFolderOperation>();

    internal DbSet<StoredJob> Jobs => Set<StoredJob>();

    internal DbSet<StoredIdentity> Identities => Set<StoredIdentity>();

    internal DbSet<StoredDraft> Drafts => Set<StoredDraft>();

    internal DbSet<StoredAttachment> Attachments => Set<StoredAttachment>();

    internal DbSet<StoredOutboxItem> Outbox => Set<StoredOutboxItem>();

    internal DbSet<StoredBlob> Blobs => Set<StoredBlob>();

    internal DbSet<StoredPart> Parts => Set<StoredPart>();

    internal DbSet<ImageSender> ImageSenders => Set<ImageSender>();

    internal DbSet<Correspondent> Correspondents => Set<Correspondent>();

    internal DbSet<StoredSession> Sessions => Set<StoredSession>();

    internal DbSet<StoredInvitation> Invitations => Set<StoredInvitation>();

    internal DbSet<AuditEntry> AuditEntries => Set<AuditEntry>();

    internal DbSet<StoredProvider> Providers => Set<StoredProvider>();

    internal DbSet<DisabledProvider> DisabledProviders => Set<DisabledProvider>();

    internal DbSet<StoredSignInRules> SignInRules => Set<StoredSignInRules>();

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        base.ConfigureConventions(configurationBuilder);
        configurationBuilder.Properties<AccountId>().HaveConversion<AccountIdConverter>();
        configurationBuilder.Properties<FolderId>().HaveConversion<FolderIdConverter>();
        configurationBuilder.Properties<MessageId>().HaveConversion<MessageIdConverter>();
        configurationBuilder.Properties<OperationId>().HaveConversion<OperationIdConverter>();
        configurationBuilder.Properties<FolderOperationId>().HaveConversion<FolderOperationIdConverter>();
        configurationBuilder.Properties<JobId>().HaveConversion<JobIdConverter>();
        configurationBuilder.Properties<IdentityId>().HaveConversion<IdentityIdConverter>();
        configurationBuilder.Properties<DraftId>().HaveConversion<DraftIdConverter>();
        configurationBuilder.Properties<OutboxId>().HaveConversion<OutboxIdConverter>();
        configurationBuilder.Properties<BlobId>().HaveConversion<BlobIdConverter>();
        // SQLite cannot order by DateTimeOffset, PostgreSQL has no unsigned integers. Mod-sequences are 63 bits (RFC 7162 §7).
        configurationBuilder.Properties<DateTimeOffset>().HaveConversion<UnixMillisecondsConverter>();
        configurationBuilder.Properties<uint>().HaveConversion<long>();
        configurationBuilder.Properties<ulong>().HaveConversion<long>();
    }

    protected override void OnModelCreating(ModelBuilder builder)
    {
        base.OnModelCreating(builder);
        IdentityModel.Configure(builder);
        AccountModel.Configure(builder);
        AdministrationModel.Configure(builder);
        MessageModel.Configure(builder);
        WritingModel.Configure(builder);
    }

    private sealed class AccountIdConverter() : ValueConverter<AccountId, long>(id => id.Value, value => new AccountId(value));

    private sealed class FolderIdConverter() : ValueConverter<FolderId, long>(id => id.Value, value => new FolderId(value));

    private sealed class MessageIdConverter() : ValueConverter<MessageId, long>(id => id.Value, value => new MessageId(value));

    private sealed class OperationIdConverter() : ValueConverter<OperationId, long>(id => id.Value, value => new OperationId(value));

    private sealed class FolderOperationIdConverter() : ValueConverter<FolderOperationId, long>(id => id.Value, value => new FolderOperationId(value));

    private sealed class JobIdConverter() : ValueConverter<JobId, long>(id => id.Value, value => new JobId(value));

    private sealed class IdentityIdConverter() : ValueConverter<IdentityId, long>(id => id.Value, value => new IdentityId(value));

    private sealed class DraftIdConverter() : ValueConverter<DraftId, long>(id => id.Value, value => new DraftId(value));

    private sealed class OutboxIdConverter() : ValueConverter<OutboxId, long>(id => id.Value, value => new OutboxId(value));

    private sealed class BlobIdConverter() : ValueConverter<BlobId, long>(id => id.Value, value => new BlobId(value));

    private sealed class UnixMillisecondsConverter() : ValueConverter<DateTimeOffset, long>(
        time => time.ToUnixTimeMilliseconds(),
        value => DateTimeOffset.FromUnixTimeMilliseconds(value));
}
