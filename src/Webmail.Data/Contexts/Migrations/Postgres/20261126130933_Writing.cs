using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

#nullable disable

namespace Webmail.Data.Contexts.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class Writing : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_Drafts_AccountId",
                table: "Drafts");

            migrationBuilder.AddColumn<int>(
                name: "UndoSeconds",
                table: "Users",
                type: "integer",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Refused",
                table: "Outbox",
                type: "character varying(100000)",
                maxLength: 100000,
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "SentSearches",
                table: "Outbox",
                type: "integer",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<string>(
                name: "Editor",
                table: "Drafts",
                type: "character varying(40)",
                maxLength: 40,
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "EditorSeen",
                table: "Drafts",
                type: "bigint",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Html",
                table: "Drafts",
                type: "character varying(5000000)",
                maxLength: 5000000,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "InReplyTo",
                table: "Drafts",
                type: "character varying(500)",
                maxLength: 500,
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<string>(
                name: "References",
                table: "Drafts",
                type: "character varying(16000)",
                maxLength: 16000,
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<long>(
                name: "ServerDue",
                table: "Drafts",
                type: "bigint",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "ServerFolderId",
                table: "Drafts",
                type: "bigint",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "ServerHeader",
                table: "Drafts",
                type: "character varying(500)",
                maxLength: 500,
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<long>(
                name: "ServerUid",
                table: "Drafts",
                type: "bigint",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "ServerVersion",
                table: "Drafts",
                type: "integer",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<string>(
                name: "ContentId",
                table: "Attachments",
                type: "character varying(100)",
                maxLength: 100,
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "SmtpMaxBytes",
                table: "Accounts",
                type: "bigint",
                nullable: true);

            migrationBuilder.CreateIndex(
                name: "IX_Drafts_Account_ServerDue",
                table: "Drafts",
                columns: new[] { "AccountId", "ServerDue" },
                filter: "\"ServerDue\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_Drafts_Account_ServerHeader",
                table: "Drafts",
                columns: new[] { "AccountId", "ServerHeader" });

        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_Drafts_Account_ServerDue",
                table: "Drafts");

            migrationBuilder.DropIndex(
                name: "IX_Drafts_Account_ServerHeader",
                table: "Drafts");

            migrationBuilder.DropColumn(
                name: "UndoSeconds",
                table: "Users");

            migrationBuilder.DropColumn(
                name: "Refused",
                table: "Outbox");

            migrationBuilder.DropColumn(
                name: "SentSearches",
                table: "Outbox");

            migrationBuilder.DropColumn(
                name: "Editor",
                table: "Drafts");

            migrationBuilder.DropColumn(
                name: "EditorSeen",
                table: "Drafts");

            migrationBuilder.DropColumn(
                name: "Html",
                table: "Drafts");

            migrationBuilder.DropColumn(
                name: "InReplyTo",
                table: "Drafts");

            migrationBuilder.DropColumn(
                name: "References",
                table: "Drafts");

            migrationBuilder.DropColumn(
                name: "ServerDue",
                table: "Drafts");

            migrationBuilder.DropColumn(
                name: "ServerFolderId",
                table: "Drafts");

            migrationBuilder.DropColumn(
                name: "ServerHeader",
                table: "Drafts");

            migrationBuilder.DropColumn(
                name: "ServerUid",
                table: "Drafts");

            migrationBuilder.DropColumn(
                name: "ServerVersion",
                table: "Drafts");

            migrationBuilder.DropColumn(
                name: "ContentId",
                table: "Attachments");

            migrationBuilder.DropColumn(
                name: "SmtpMaxBytes",
                table: "Accounts");

            migrationBuilder.CreateIndex(
                name: "IX_Drafts_AccountId",
                table: "Drafts",
                column: "AccountId");
        }
    }
}
