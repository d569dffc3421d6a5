using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Webmail.Data.Contexts.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class Views : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<bool>(
                name: "Conversations",
                table: "Users",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<long>(
                name: "Conversation",
                table: "Messages",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddColumn<int>(
                name: "Heads",
                table: "Messages",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<bool>(
                name: "IsLooseReply",
                table: "Messages",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<string>(
                name: "SenderKey",
                table: "Messages",
                type: "TEXT",
                maxLength: 60,
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<string>(
                name: "SubjectKey",
                table: "Messages",
                type: "TEXT",
                maxLength: 60,
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<int>(
                name: "Conversations",
                table: "Folders",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<long>(
                name: "LastConversation",
                table: "Accounts",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.CreateTable(
                name: "ConversationLinks",
                columns: table => new
                {
                    AccountId = table.Column<long>(type: "INTEGER", nullable: false),
                    Key = table.Column<long>(type: "INTEGER", nullable: false),
                    Conversation = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ConversationLinks", x => new { x.AccountId, x.Key });
                    table.ForeignKey(
                        name: "FK_ConversationLinks_Accounts_AccountId",
                        column: x => x.AccountId,
                        principalTable: "Accounts",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "IX_Messages_Account_Conversation",
                table: "Messages",
                columns: new[] { "AccountId", "Conversation" });

            migrationBuilder.CreateIndex(
                name: "IX_Messages_Folder_Attachments",
                table: "Messages",
                columns: new[] { "FolderId", "Visibility", "Received", "Id", "HasAttachments" },
                descending: new[] { false, false, true, true, false },
                filter: "\"HasAttachments\"");

            migrationBuilder.CreateIndex(
                name: "IX_Messages_Folder_Read",
                table: "Messages",
                columns: new[] { "FolderId", "Visibility", "Received", "Id", "Flags" },
                descending: new[] { false, false, true, true, false },
                filter: "(\"Flags\" & 1) <> 0");

            migrationBuilder.CreateIndex(
                name: "IX_Messages_Folder_Sender",
                table: "Messages",
                columns: new[] { "FolderId", "Visibility", "SenderKey", "Received", "Id", "Flags", "HasAttachments" },
                descending: new[] { false, false, false, true, true, false, false });

            migrationBuilder.CreateIndex(
                name: "IX_Messages_Folder_Size",
                table: "Messages",
                columns: new[] { "FolderId", "Visibility", "SizeBytes", "Received", "Id", "Flags", "HasAttachments" },
                descending: new[] { false, false, true, true, true, false, false });

            migrationBuilder.CreateIndex(
                name: "IX_Messages_Folder_Starred",
                table: "Messages",
                columns: new[] { "FolderId", "Visibility", "Received", "Id", "Flags" },
                descending: new[] { false, false, true, true, false },
                filter: "(\"Flags\" & 4) <> 0");

            migrationBuilder.CreateIndex(
                name: "IX_Messages_Folder_Subject",
                table: "Messages",
                columns: new[] { "FolderId", "Visibility", "SubjectKey", "Received", "Id", "Flags", "HasAttachments" },
                descending: new[] { false, false, false, true, true, false, false });

            migrationBuilder.CreateIndex(
                name: "IX_Messages_Folder_Unread",
                table: "Messages",
                columns: new[] { "FolderId", "Visibility", "Received", "Id", "Flags" },
                descending: new[] { false, false, true, true, false },
                filter: "(\"Flags\" & 1) = 0");

            migrationBuilder.CreateIndex(
                name: "IX_Messages_Heads_AcrossStarred",
                table: "Messages",
                columns: new[] { "UserId", "Received", "Id", "Heads" },
                descending: new[] { false, true, true, false },
                filter: "(\"Heads\" & 32) <> 0");

            migrationBuilder.CreateIndex(
                name: "IX_Messages_Heads_AcrossUnread",
                table: "Messages",
                columns: new[] { "UserId", "Received", "Id", "Heads" },
                descending: new[] { false, true, true, false },
                filter: "(\"Heads\" & 16) <> 0");

            migrationBuilder.CreateIndex(
                name: "IX_Messages_Heads_Folder",
                table: "Messages",
                columns: new[] { "FolderId", "Received", "Id", "Heads" },
                descending: new[] { false, true, true, false },
                filter: "(\"Heads\" & 1) <> 0");

            migrationBuilder.CreateIndex(
                name: "IX_Messages_Heads_FolderAttachments",
                table: "Messages",
                columns: new[] { "FolderId", "Received", "Id", "Heads" },
                descending: new[] { false, true, true, false },
                filter: "(\"Heads\" & 8) <> 0");

            migrationBuilder.CreateIndex(
                name: "IX_Messages_Heads_FolderStarred",
                table: "Messages",
                columns: new[] { "FolderId", "Received", "Id", "Heads" },
                descending: new[] { false, true, true, false },
                filter: "(\"Heads\" & 4) <> 0");

            migrationBuilder.CreateIndex(
                name: "IX_Messages_Heads_FolderUnread",
                table: "Messages",
                columns: new[] { "FolderId", "Received", "Id", "Heads" },
                descending: new[] { false, true, true, false },
                filter: "(\"Heads\" & 2) <> 0");

            migrationBuilder.CreateIndex(
                name: "IX_Messages_Heads_Role",
                table: "Messages",
                columns: new[] { "UserId", "Role", "Received", "Id", "Heads" },
                descending: new[] { false, false, true, true, false },
                filter: "(\"Heads\" & 1) <> 0");

            migrationBuilder.CreateIndex(
                name: "IX_Messages_LooseReplies",
                table: "Messages",
                columns: new[] { "AccountId", "SubjectKey", "Received" },
                filter: "\"IsLooseReply\"");

            migrationBuilder.CreateIndex(
                name: "IX_Messages_Unsorted",
                table: "Messages",
                columns: new[] { "AccountId", "Id" },
                filter: "\"Conversation\" = 0");

            migrationBuilder.CreateIndex(
                name: "IX_ConversationLinks_Conversation",
                table: "ConversationLinks",
                columns: new[] { "AccountId", "Conversation" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "ConversationLinks");

            migrationBuilder.DropIndex(
                name: "IX_Messages_Account_Conversation",
                table: "Messages");

            migrationBuilder.DropIndex(
                name: "IX_Messages_Folder_Attachments",
                table: "Messages");

            migrationBuilder.DropIndex(
                name: "IX_Messages_Folder_Read",
                table: "Messages");

            migrationBuilder.DropIndex(
                name: "IX_Messages_Folder_Sender",
                table: "Messages");

            migrationBuilder.DropIndex(
                name: "IX_Messages_Folder_Size",
                table: "Messages");

            migrationBuilder.DropIndex(
                name: "IX_Messages_Folder_Starred",
                table: "Messages");

            migrationBuilder.DropIndex(
                name: "IX_Messages_Folder_Subject",
                table: "Messages");

            migrationBuilder.DropIndex(
                name: "IX_Messages_Folder_Unread",
                table: "Messages");

            migrationBuilder.DropIndex(
                name: "IX_Messages_Heads_AcrossStarred",
                table: "Messages");

            migrationBuilder.DropIndex(
                name: "IX_Messages_Heads_AcrossUnread",
                table: "Messages");

            migrationBuilder.DropIndex(
                name: "IX_Messages_Heads_Folder",
                table: "Messages");

            migrationBuilder.DropIndex(
                name: "IX_Messages_Heads_FolderAttachments",
                table: "Messages");

            migrationBuilder.DropIndex(
                name: "IX_Messages_Heads_FolderStarred",
                table: "Messages");

            migrationBuilder.DropIndex(
                name: "IX_Messages_Heads_FolderUnread",
                table: "Messages");

            migrationBuilder.DropIndex(
                name: "IX_Messages_Heads_Role",
                table: "Messages");

            migrationBuilder.DropIndex(
                name: "IX_Messages_LooseReplies",
                table: "Messages");

            migrationBuilder.DropIndex(
                name: "IX_Messages_Unsorted",
                table: "Messages");

            migrationBuilder.DropColumn(
                name: "Conversations",
                table: "Users");

            migrationBuilder.DropColumn(
                name: "Conversation",
                table: "Messages");

            migrationBuilder.DropColumn(
                name: "Heads",
                table: "Messages");

            migrationBuilder.DropColumn(
                name: "IsLooseReply",
                table: "Messages");

            migrationBuilder.DropColumn(
                name: "SenderKey",
                table: "Messages");

            migrationBuilder.DropColumn(
                name: "SubjectKey",
                table: "Messages");

            migrationBuilder.DropColumn(
                name: "Conversations",
                table: "Folders");

            migrationBuilder.DropColumn(
                name: "LastConversation",
                table: "Accounts");
        }
    }
}
