using System.Data.Common;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Storage;
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
            await InsertPreparedAsync(db, messages, cancellationToken);
            return;
        }

        db.Messages.AddRange(messages);
        await db.SaveChangesAsync(cancellationToken);
    }

    private static async Task InsertPreparedAsync(WebmailDbContext db, IReadOnlyList<MailMessage> messages, CancellationToken cancellationToken)
    {
        var type = db.Model.FindEntityType(typeof(MailMessage)) ?? throw new InvalidOperationException("Messages are part of the model");
        var columns = type.GetProperties().Where(p => p.ValueGenerated == ValueGenerated.Never).Select(p => new Column(p)).ToList();
        await using var command = db.Database.GetDbConnection().CreateCommand();
        command.Transaction = db.Database.CurrentTransaction?.GetDbTransaction();
        // Names come from the model, values go as parameters.
#pragma warning disable CA2100
        command.CommandText = $"""
            INSERT INTO "Messages" ({string.Join(", ", columns.Select(c => $"\"{c.Name}\""))})
            VALUES ({string.Join(", ", columns.Select((_, i) => "@p" + i.ToString(CultureInfo.InvariantCulture)))})
            RETURNING "Id"
            """;
#pragma warning restore CA2100
        var parameters = columns.ConvertAll(_ => AddParameter(command));
        await command.PrepareAsync(cancellationToken);
        foreach (var message in messages)
        {
            for (var i = 0; i < columns.Count; i++)
                parameters[i].Value = columns[i].Read(message) ?? DBNull.Value;
            message.Id = new MessageId(Convert.ToInt64(await command.ExecuteScalarAsync(cancellationToken), CultureInfo.InvariantCulture));
        }
    }

    private static DbParameter AddParameter(DbCommand command)
    {
        var parameter = command.CreateParameter();
        parameter.ParameterName = "@p" + command.Parameters.Count.ToString(CultureInfo.InvariantCulture);
        parameter.Value = DBNull.Value;
        command.Parameters.Add(parameter);
        return parameter;
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
