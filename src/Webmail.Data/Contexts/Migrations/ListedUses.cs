using Microsoft.EntityFrameworkCore.Migrations;

namespace Webmail.Data.Contexts.Migrations;

/// <summary>Folders known before roles could be chosen: what they are used as is what their server said.</summary>
internal static class ListedUses
{
    public static void Fill(MigrationBuilder migration) => migration.Sql("""UPDATE "Folders" SET "ListedUse" = "SpecialUse" """);
}
