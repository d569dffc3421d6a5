using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using SQLitePCL;

namespace Webmail.Data;

/// <summary>
/// One statement run for many rows, in the transaction of a context on SQLite. The provider looks up each parameter by its name for every row;
/// with forty columns that cost more than SQLite's own work. Here they are bound by place, from 1.
/// </summary>
internal sealed class SqliteStatement : IDisposable
{
    private readonly sqlite3 _database;
    private readonly sqlite3_stmt _statement;

    /// <param name="text">A constant, with a question mark for each value.</param>
    public SqliteStatement(WebmailDbContext db, string text)
    {
        _database = ((SqliteConnection)db.Database.GetDbConnection()).Handle ?? throw new InvalidOperationException("The connection is closed");
        Check(raw.sqlite3_prepare_v2(_database, text, out _statement));
    }

    /// <param name="value">Null, text, a whole number, a truth value or bytes.</param>
    public void Bind(int place, object? value) => Check(value switch
    {
        null => raw.sqlite3_bind_null(_statement, place),
        string text => raw.sqlite3_bind_text(_statement, place, text),
        byte[] bytes => raw.sqlite3_bind_blob(_statement, place, bytes),
        bool flag => raw.sqlite3_bind_int(_statement, place, flag ? 1 : 0),
        long number => raw.sqlite3_bind_int64(_statement, place, number),
        ulong number => raw.sqlite3_bind_int64(_statement, place, unchecked((long)number)),
        int number => raw.sqlite3_bind_int(_statement, place, number),
        uint number => raw.sqlite3_bind_int64(_statement, place, number),
        Enum => raw.sqlite3_bind_int64(_statement, place, Convert.ToInt64(value, System.Globalization.CultureInfo.InvariantCulture)),
        _ => throw new ArgumentException($"A column cannot hold {value.GetType().Name}", nameof(value)),
    });

    /// <summary>Runs it with the bound values and makes it ready for the next row.</summary>
    /// <returns>The id of the row that was inserted.</returns>
    public long Insert()
    {
        var result = raw.sqlite3_step(_statement);
        // The result of a reset is that of the step before it.
        raw.sqlite3_reset(_statement);
        if (result != raw.SQLITE_DONE)
            Check(result);
        return raw.sqlite3_last_insert_rowid(_database);
    }

    public void Dispose() => _statement.Dispose();

    private void Check(int result) => SqliteException.ThrowExceptionForRC(result, _database);
}
