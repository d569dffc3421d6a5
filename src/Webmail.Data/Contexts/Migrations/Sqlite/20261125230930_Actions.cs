using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Webmail.Data.Contexts.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class Actions : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<bool>(
                name: "Refused",
                table: "Operations",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<int>(
                name: "Step",
                table: "Operations",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<long>(
                name: "TargetAccountId",
                table: "Operations",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "TargetMark",
                table: "Operations",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "TargetUid",
                table: "Operations",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "ChosenUse",
                table: "Folders",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "ListedUse",
                table: "Folders",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<int>(
                name: "Place",
                table: "Folders",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<string>(
                name: "ShownPath",
                table: "Folders",
                type: "TEXT",
                maxLength: 600,
                nullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "ShownSubscribed",
                table: "Folders",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "FolderOperations",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    AccountId = table.Column<long>(type: "INTEGER", nullable: false),
                    FolderId = table.Column<long>(type: "INTEGER", nullable: false),
                    Kind = table.Column<int>(type: "INTEGER", nullable: false),
                    Path = table.Column<string>(type: "TEXT", maxLength: 600, nullable: false),
                    NewPath = table.Column<string>(type: "TEXT", maxLength: 600, nullable: false),
                    Use = table.Column<int>(type: "INTEGER", nullable: false),
                    Created = table.Column<long>(type: "INTEGER", nullable: false),
                    Attempts = table.Column<int>(type: "INTEGER", nullable: false),
                    ClaimedEpoch = table.Column<long>(type: "INTEGER", nullable: true),
                    Done = table.Column<long>(type: "INTEGER", nullable: true),
                    Refused = table.Column<bool>(type: "INTEGER", nullable: false),
                    Undo = table.Column<Guid>(type: "TEXT", nullable: true),
                    LastError = table.Column<string>(type: "TEXT", maxLength: 500, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_FolderOperations", x => x.Id);
                    table.ForeignKey(
                        name: "FK_FolderOperations_Accounts_AccountId",
                        column: x => x.AccountId,
                        principalTable: "Accounts",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "Jobs",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    UserId = table.Column<long>(type: "INTEGER", nullable: false),
                    Kind = table.Column<int>(type: "INTEGER", nullable: false),
                    Add = table.Column<int>(type: "INTEGER", nullable: false),
                    Remove = table.Column<int>(type: "INTEGER", nullable: false),
                    Role = table.Column<int>(type: "INTEGER", nullable: false),
                    TargetId = table.Column<long>(type: "INTEGER", nullable: true),
                    View = table.Column<string>(type: "TEXT", maxLength: 998, nullable: false),
                    Except = table.Column<string>(type: "TEXT", maxLength: 32000, nullable: false),
                    MaxId = table.Column<long>(type: "INTEGER", nullable: false),
                    CursorReceived = table.Column<long>(type: "INTEGER", nullable: true),
                    CursorId = table.Column<long>(type: "INTEGER", nullable: false),
                    Total = table.Column<int>(type: "INTEGER", nullable: false),
                    Seen = table.Column<int>(type: "INTEGER", nullable: false),
                    Changed = table.Column<int>(type: "INTEGER", nullable: false),
                    State = table.Column<int>(type: "INTEGER", nullable: false),
                    Undo = table.Column<Guid>(type: "TEXT", nullable: false),
                    Created = table.Column<long>(type: "INTEGER", nullable: false),
                    Ended = table.Column<long>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Jobs", x => x.Id);
                    table.ForeignKey(
                        name: "FK_Jobs_Users_UserId",
                        column: x => x.UserId,
                        principalTable: "Users",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "IX_Operations_Incoming",
                table: "Operations",
                columns: new[] { "TargetAccountId", "Id" },
                filter: "\"TargetAccountId\" IS NOT NULL AND \"Done\" IS NULL");

            migrationBuilder.CreateIndex(
                name: "IX_FolderOperations_Account",
                table: "FolderOperations",
                columns: new[] { "AccountId", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_Jobs_User",
                table: "Jobs",
                columns: new[] { "UserId", "Id" });

            ListedUses.Fill(migrationBuilder);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "FolderOperations");

            migrationBuilder.DropTable(
                name: "Jobs");

            migrationBuilder.DropIndex(
                name: "IX_Operations_Incoming",
                table: "Operations");

            migrationBuilder.DropColumn(
                name: "Refused",
                table: "Operations");

            migrationBuilder.DropColumn(
                name: "Step",
                table: "Operations");

            migrationBuilder.DropColumn(
                name: "TargetAccountId",
                table: "Operations");

            migrationBuilder.DropColumn(
                name: "TargetMark",
                table: "Operations");

            migrationBuilder.DropColumn(
                name: "TargetUid",
                table: "Operations");

            migrationBuilder.DropColumn(
                name: "ChosenUse",
                table: "Folders");

            migrationBuilder.DropColumn(
                name: "ListedUse",
                table: "Folders");

            migrationBuilder.DropColumn(
                name: "Place",
                table: "Folders");

            migrationBuilder.DropColumn(
                name: "ShownPath",
                table: "Folders");

            migrationBuilder.DropColumn(
                name: "ShownSubscribed",
                table: "Folders");
        }
    }
}
