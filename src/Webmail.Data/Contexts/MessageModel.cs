using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Webmail.Data.Entities;

namespace Webmail.Data;

/// <summary>Folders, messages and pending operations. Each named index serves a query that a test of query plans holds it to.</summary>
internal static class MessageModel
{
    public const string FolderPageIndex = "IX_Messages_Folder_Received";
    public const string AcrossPageIndex = "IX_Messages_User_Role_Received";
    public const string UnreadIndex = "IX_Messages_Unread";
    public const string StarredIndex = "IX_Messages_Starred";
    public const string SenderIndex = "IX_Messages_Folder_Sender";
    public const string SubjectIndex = "IX_Messages_Folder_Subject";
    public const string SizeIndex = "IX_Messages_Folder_Size";
    public const string FolderUnreadIndex = "IX_Messages_Folder_Unread";
    public const string FolderReadIndex = "IX_Messages_Folder_Read";
    public const string FolderStarredIndex = "IX_Messages_Folder_Starred";
    public const string FolderAttachmentsIndex = "IX_Messages_Folder_Attachments";
    public const string RoleHeadsIndex = "IX_Messages_Heads_Role";
    public const string ConversationIndex = "IX_Messages_Account_Conversation";
    public const string LooseReplyIndex = "IX_Messages_LooseReplies";
    public const string UnsortedIndex = "IX_Messages_Unsorted";
    public const string ServerPlaceIndex = "IX_Messages_ServerPlace";
    public const string NoPreviewIndex = "IX_Messages_NoPreview";
    public const string NotIndexedIndex = "IX_Messages_NotIndexed";

    public static void Configure(ModelBuilder builder)
    {
        builder.Entity<MailFolder>(folder =>
        {
            folder.ToTable("Folders");
            folder.HasKey(f => f.Id);
            folder.Property(f => f.Id).ValueGeneratedOnAdd();
            folder.Ignore(f => f.Anchor);
            folder.Ignore(f => f.PathShown);
            folder.Property(f => f.Path).HasMaxLength(Lengths.Path);
            folder.Property(f => f.ShownPath).HasMaxLength(Lengths.Path);
            folder.Property(f => f.Separator).HasMaxLength(1);
            folder.HasOne<MailAccount>().WithMany().HasForeignKey(f => f.AccountId).OnDelete(DeleteBehavior.Cascade);
            folder.HasIndex(f => new { f.AccountId, f.Path }).IsUnique().HasDatabaseName("IX_Folders_Account_Path");
            folder.HasIndex(f => new { f.UserId, f.SpecialUse }).HasDatabaseName("IX_Folders_User_SpecialUse");
        });
        builder.Entity<MailMessage>(message =>
        {
            message.ToTable("Messages");
            message.HasKey(m => m.Id);
            message.Property(m => m.Id).ValueGeneratedOnAdd();
            message.Ignore(m => m.CountsAsUnread);
            message.Ignore(m => m.ServerThread);
            message.Property(m => m.FromName).HasMaxLength(Lengths.Name);
            message.Property(m => m.FromAddress).HasMaxLength(Lengths.Address);
            message.Property(m => m.ToName).HasMaxLength(Lengths.Name);
            message.Property(m => m.ToAddress).HasMaxLength(Lengths.Address);
            message.Property(m => m.Subject).HasMaxLength(Lengths.HeaderLine);
            message.Property(m => m.Preview).HasMaxLength(Lengths.Preview);
            message.Property(m => m.Failure).HasMaxLength(Lengths.ServerText);
            message.Property(m => m.MessageIdHeader).HasMaxLength(Lengths.MessageId);
            message.Property(m => m.SenderKey).HasMaxLength(Lengths.SortKey);
            message.Property(m => m.SubjectKey).HasMaxLength(Lengths.SortKey);
            message.Property(m => m.InReplyTo).HasMaxLength(Lengths.MessageId);
            message.Property(m => m.People).HasMaxLength(Lengths.People);
            message.Property(m => m.References).HasMaxLength(Lengths.References);
            // Seen = 1, Flagged = 4. Left out: Junk 5, Trash 6, and the folders that show messages of other folders once more
            // (All 7, Flagged 8, Important 9); unread mail leaves out Drafts 2 and Sent 3 too.
            message.Property(m => m.InUnread).HasComputedColumnSql(
                """CASE WHEN ("Flags" & 1) = 0 AND "Visibility" = 0 AND "Role" IN (0, 1, 4) THEN 1 ELSE 0 END""", stored: true);
            message.Property(m => m.InStarred).HasComputedColumnSql(
                """CASE WHEN ("Flags" & 4) <> 0 AND "Visibility" = 0 AND "Role" <= 4 THEN 1 ELSE 0 END""", stored: true);

            message.HasOne<MailFolder>().WithMany().HasForeignKey(m => m.FolderId).OnDelete(DeleteBehavior.Cascade);
            message.HasOne<MailFolder>().WithMany().HasForeignKey(m => m.ServerFolderId).OnDelete(DeleteBehavior.Cascade);

            ConfigureLists(message);
            ConfigureConversations(message);

            message.HasIndex(m => new { m.FolderId, m.Visibility, m.Received, m.Id })
                .IsDescending(false, false, true, true).HasDatabaseName(FolderPageIndex);
            message.HasIndex(m => new { m.UserId, m.Role, m.Visibility, m.Received, m.Id })
                .IsDescending(false, false, false, true, true).HasDatabaseName(AcrossPageIndex);
            message.HasIndex(m => new { m.UserId, m.Received, m.Id }, UnreadIndex)
                .IsDescending(false, true, true).HasFilter("\"InUnread\" = 1").HasDatabaseName(UnreadIndex);
            message.HasIndex(m => new { m.UserId, m.Received, m.Id }, StarredIndex)
                .IsDescending(false, true, true).HasFilter("\"InStarred\" = 1").HasDatabaseName(StarredIndex);
            message.HasIndex(m => new { m.ServerFolderId, m.Uid }).IsUnique().HasDatabaseName(ServerPlaceIndex);
            // Preview is null in all of it; as a key it makes the planner prefer this to the place on the server.
            message.HasIndex(m => new { m.ServerFolderId, m.Preview, m.Uid })
                .HasFilter("\"Preview\" IS NULL").HasDatabaseName(NoPreviewIndex);
            // Indexed.Text = 2.
            message.HasIndex(m => new { m.AccountId, m.Indexed, m.Received }).IsDescending(false, false, true)
                .HasFilter("\"Indexed\" < 2").HasDatabaseName(NotIndexedIndex);
            message.HasIndex(m => new { m.AccountId, m.MessageIdHeader }).HasDatabaseName("IX_Messages_Account_MessageId");
            message.HasIndex(m => m.BodyBlob).HasFilter("\"BodyBlob\" IS NOT NULL").HasDatabaseName("IX_Messages_BodyBlob");
        });
        builder.Entity<ConversationLink>(link =>
        {
            link.ToTable("ConversationLinks");
            link.HasKey(l => new { l.AccountId, l.Key });
            link.HasOne<MailAccount>().WithMany().HasForeignKey(l => l.AccountId).OnDelete(DeleteBehavior.Cascade);
            link.HasIndex(l => new { l.AccountId, l.Conversation }).HasDatabaseName("IX_ConversationLinks_Conversation");
        });
        builder.Entity<MessageText>(text =>
        {
            text.ToTable("MessageTexts");
            text.HasKey(t => t.MessageId);
            text.Property(t => t.MessageId).ValueGeneratedNever();
            text.Property(t => t.Files).HasMaxLength(Lengths.FileNames);
            text.HasOne<MailMessage>().WithOne().HasForeignKey<MessageText>(t => t.MessageId).OnDelete(DeleteBehavior.Cascade);
        });
        builder.Entity<Operation>(operation =>
        {
            operation.ToTable("Operations");
            operation.HasKey(o => o.Id);
            operation.Property(o => o.Id).ValueGeneratedOnAdd();
            operation.Property(o => o.LastError).HasMaxLength(Lengths.ServerText);
            operation.HasOne<MailAccount>().WithMany().HasForeignKey(o => o.AccountId).OnDelete(DeleteBehavior.Cascade);
            operation.HasOne<MailMessage>().WithMany().HasForeignKey(o => o.MessageId).OnDelete(DeleteBehavior.Cascade);
            operation.HasIndex(o => o.MessageId).HasDatabaseName("IX_Operations_Message");
            operation.HasIndex(o => new { o.AccountId, o.Id }).HasFilter("\"Done\" IS NULL").HasDatabaseName("IX_Operations_Pending");
            operation.HasIndex(o => o.Undo).HasFilter("\"Undo\" IS NOT NULL").HasDatabaseName("IX_Operations_Undo");
            operation.HasIndex(o => o.Done).HasFilter("\"Done\" IS NOT NULL").HasDatabaseName("IX_Operations_Done");
            operation.HasIndex(o => new { o.TargetAccountId, o.Id }).HasFilter("\"TargetAccountId\" IS NOT NULL AND \"Done\" IS NULL").HasDatabaseName("IX_Operations_Incoming");
        });
        builder.Entity<StoredFolderOperation>(operation =>
        {
            operation.ToTable("FolderOperations");
            operation.HasKey(o => o.Id);
            operation.Property(o => o.Id).ValueGeneratedOnAdd();
            operation.Property(o => o.Path).HasMaxLength(Lengths.Path);
            operation.Property(o => o.NewPath).HasMaxLength(Lengths.Path);
            operation.Property(o => o.LastError).HasMaxLength(Lengths.ServerText);
            operation.HasOne<MailAccount>().WithMany().HasForeignKey(o => o.AccountId).OnDelete(DeleteBehavior.Cascade);
            operation.HasIndex(o => new { o.AccountId, o.Id }).HasDatabaseName("IX_FolderOperations_Account");
        });
        builder.Entity<StoredJob>(job =>
        {
            job.ToTable("Jobs");
            job.HasKey(j => j.Id);
            job.Property(j => j.Id).ValueGeneratedOnAdd();
            job.Property(j => j.View).HasMaxLength(Lengths.HeaderLine);
            job.Property(j => j.Except).HasMaxLength(Lengths.People);
            job.HasOne<AppUser>().WithMany().HasForeignKey(j => j.UserId).OnDelete(DeleteBehavior.Cascade);
            job.HasIndex(j => new { j.UserId, j.Id }).HasDatabaseName("IX_Jobs_User");
        });
    }

    // What a filter looks at stands at the end of each index: then what it leaves out is passed over without reading the rows.
    private static void ConfigureLists(EntityTypeBuilder<MailMessage> message)
    {
        message.HasIndex(m => new { m.FolderId, m.Visibility, m.SenderKey, m.Received, m.Id, m.Flags, m.HasAttachments })
            .IsDescending(false, false, false, true, true, false, false).HasDatabaseName(SenderIndex);
        message.HasIndex(m => new { m.FolderId, m.Visibility, m.SubjectKey, m.Received, m.Id, m.Flags, m.HasAttachments })
            .IsDescending(false, false, false, true, true, false, false).HasDatabaseName(SubjectIndex);
        message.HasIndex(m => new { m.FolderId, m.Visibility, m.SizeBytes, m.Received, m.Id, m.Flags, m.HasAttachments })
            .IsDescending(false, false, true, true, true, false, false).HasDatabaseName(SizeIndex);
        Filter(FolderUnreadIndex, nameof(MailMessage.Flags), "(\"Flags\" & 1) = 0");
        Filter(FolderReadIndex, nameof(MailMessage.Flags), "(\"Flags\" & 1) <> 0");
        Filter(FolderStarredIndex, nameof(MailMessage.Flags), "(\"Flags\" & 4) <> 0");
        Filter(FolderAttachmentsIndex, nameof(MailMessage.HasAttachments), "\"HasAttachments\"");

        void Filter(string name, string column, string condition) => message
            .HasIndex([nameof(MailMessage.FolderId), nameof(MailMessage.Visibility), nameof(MailMessage.Received), nameof(MailMessage.Id), column], name)
            .IsDescending(false, false, true, true, false).HasFilter(condition).HasDatabaseName(name);
    }

    private static void ConfigureConversations(EntityTypeBuilder<MailMessage> message)
    {
        Heads(ConversationHeads.Folder, nameof(MailMessage.FolderId));
        Heads(ConversationHeads.FolderUnread, nameof(MailMessage.FolderId));
        Heads(ConversationHeads.FolderStarred, nameof(MailMessage.FolderId));
        Heads(ConversationHeads.FolderAttachments, nameof(MailMessage.FolderId));
        Heads(ConversationHeads.AcrossUnread, nameof(MailMessage.UserId));
        Heads(ConversationHeads.AcrossStarred, nameof(MailMessage.UserId));
        message.HasIndex(m => new { m.UserId, m.Role, m.Received, m.Id, m.Heads }).IsDescending(false, false, true, true, false)
            .HasFilter("(\"Heads\" & 1) <> 0").HasDatabaseName(RoleHeadsIndex);
        message.HasIndex(m => new { m.AccountId, m.Conversation }).HasDatabaseName(ConversationIndex);
        message.HasIndex(m => new { m.AccountId, m.SubjectKey, m.Received }).HasFilter("\"IsLooseReply\"").HasDatabaseName(LooseReplyIndex);
        message.HasIndex(m => new { m.AccountId, m.Id }, UnsortedIndex).HasFilter("\"Conversation\" = 0").HasDatabaseName(UnsortedIndex);

        void Heads(ConversationHeads heads, string place) => message
            .HasIndex([place, nameof(MailMessage.Received), nameof(MailMessage.Id), nameof(MailMessage.Heads)], HeadsIndex(heads))
            .IsDescending(false, true, true, false).HasFilter(FormattableString.Invariant($"(\"Heads\" & {(int)heads}) <> 0")).HasDatabaseName(HeadsIndex(heads));
    }

    public static string HeadsIndex(ConversationHeads heads) => $"IX_Messages_Heads_{heads}";
}
