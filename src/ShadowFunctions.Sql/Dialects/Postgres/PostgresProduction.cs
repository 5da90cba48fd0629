using Npgsql;

namespace ShadowFunctions.Sql.Dialects.Postgres;

/// <summary>How one pass reaches production.</summary>
/// <param name="OpenAsync">Opens a connection to a host of that role (<c>primary</c>, <c>prefer-standby</c>), whose statements end after so many seconds.</param>
/// <param name="StreamAsync">Connection string, with what it takes to sign in, to stream from the very host that a connection is open to.</param>
/// <param name="Look">Longest look into the change log.</param>
/// <param name="MostKept">Bytes of the log that the slot may keep.</param>
internal sealed record PostgresProduction(
    Func<string, int, Task<NpgsqlConnection>> OpenAsync, Func<NpgsqlConnection, Task<string>> StreamAsync, TimeSpan Look, long MostKept);
