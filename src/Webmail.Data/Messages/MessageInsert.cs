using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Webmail.Data.Entities;
using Webmail.Model;

namespace Webmail.Data;

/// <summary>
/// Inserts new messages and gives them their ids. On SQLite EF compiles the statement again for every row; a first synchronisation of 100,000
/// messages spends most of its time on that, so there one prepared statement does it.
/// </summary>
internal static class MessageInsert
{
    public static async Task InsertAsync(WebmailDbContext db, IReadOnlyList<MailMessage> messages, CancellationToken cancellationToken)
    {
        if (messages.Count == 0)
            return;

        if (db.Database.IsSqlite())
        {
            InsertPrepared(db, messages, cancellationToken);
            return;
        }

        db.Messages.AddRange(messages);
        await db.SaveChangesAsync(cancellationToken);
    }

    private static void InsertPrepared(WebmailDbContext db, IReadOnlyList<MailMessage> messages, CancellationToken cancellationToken)
    {
        var type = db.Model.FindEntityType(typeof(MailMessage)) ?? throw new InvalidOperationException("Messages are part of the model");
        var columns = type.GetProperties().Where(p => p.ValueGenerated == ValueGenerated.Never).Select(p => new Column(p)).ToList();
        using var insert = new SqliteStatement(db, $"""
            INSERT INTO "Messages" ({string.Join(", ", columns.Select(c => $"\"{c.Name}\""))}) VALUES ({string.Join(", ", columns.Select(_ => "?"))})
            """);
        foreach (var message in messages)
        {
            cancellationToken.ThrowIfCancellationRequested();
            for (var i = 0; i < columns.Count; i++)
                insert.Bind(i + 1, columns[i].Read(message));
            message.Id = new MessageId(insert.Insert());
        }
    }

    private sealed class Column(IProperty property)
    {
        private readonly IClrPropertyGetter getter = property.GetGetter();
        private readonly Func<object?, object?>? convert = property.GetTypeMapping().Converter?.ConvertToProvider;

        public string Name { get; } = property.GetColumnName();

        public object? Read(MailMessage message)
        {
            var value = getter.GetClrValue(message);
            return convert is null ? value : convert(value);
        }
    }
}
