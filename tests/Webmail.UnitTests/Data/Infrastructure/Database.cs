namespace Webmail.UnitTests.Data;

/// <summary>Databases a store test runs on.</summary>
public enum Database
{
    Sqlite,
    Postgres,
}
