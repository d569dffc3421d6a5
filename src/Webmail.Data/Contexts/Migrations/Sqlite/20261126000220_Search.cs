using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Webmail.Data.Contexts.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class Search : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<int>(
                name: "Indexed",
                table: "Messages",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<long>(
                name: "LastRead",
                table: "Blobs",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddColumn<long>(
                name: "TextBytes",
                table: "Accounts",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddColumn<long>(
                name: "TextDay",
                table: "Accounts",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.CreateTable(
                name: "MessageTexts",
                columns: table => new
                {
                    MessageId = table.Column<long>(type: "INTEGER", nullable: false),
                    Files = table.Column<string>(type: "TEXT", maxLength: 2000, nullable: false),
                    Packed = table.Column<byte[]>(type: "BLOB", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_MessageTexts", x => x.MessageId);
                    table.ForeignKey(
                        name: "FK_MessageTexts_Messages_MessageId",
                        column: x => x.MessageId,
                        principalTable: "Messages",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "IX_Messages_NotIndexed",
                table: "Messages",
                columns: new[] { "AccountId", "Indexed", "Received" },
                descending: new[] { false, false, true },
                filter: "\"Indexed\" < 2");

            migrationBuilder.CreateIndex(
                name: "IX_Blobs_Cache_LastRead",
                table: "Blobs",
                column: "LastRead",
                filter: "\"Kind\" = 0");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "MessageTexts");

            migrationBuilder.DropIndex(
                name: "IX_Messages_NotIndexed",
                table: "Messages");

            migrationBuilder.DropIndex(
                name: "IX_Blobs_Cache_LastRead",
                table: "Blobs");

            migrationBuilder.DropColumn(
                name: "Indexed",
                table: "Messages");

            migrationBuilder.DropColumn(
                name: "LastRead",
                table: "Blobs");

            migrationBuilder.DropColumn(
                name: "TextBytes",
                table: "Accounts");

            migrationBuilder.DropColumn(
                name: "TextDay",
                table: "Accounts");
        }
    }
}
