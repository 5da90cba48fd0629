using System.Globalization;
using System.Runtime.CompilerServices;
using Microsoft.Data.Sqlite;
using ShadowFunctions.Core.Ports;
using ShadowFunctions.Core.State;

namespace ShadowFunctions.Local.State;

/// <summary>Documents in one SQLite table. Every write is one statement, so it is atomic without more. Safe for concurrent use.</summary>
public sealed class SqliteStateStore(SqliteStateDatabase database) : IStateStore
{
    private const string OfKey = "kind = $kind AND partition = $partition AND id = $id";
    private const string OfPartition = "kind = $kind AND partition = $partition";
    private const string Columns = "json, version, id";
    private const string Into = "INTO documents(kind, partition, id, json)";
    private const string Insert = $"INSERT {Into} VALUES($kind, $partition, $id, $json) ON CONFLICT DO NOTHING RETURNING version";
    private const string Upsert = $"INSERT OR REPLACE {Into} VALUES($kind, $partition, $id, $json) RETURNING version";
    private const string Update = $"""
        INSERT OR REPLACE {Into} SELECT $kind, $partition, $id, $json
        WHERE EXISTS(SELECT 1 FROM documents WHERE {OfKey} AND version = $ifMatch) RETURNING version
        """;

    private const int PageSize = 256;

    /// <inheritdoc/>
    public Task<Versioned<T>?> GetAsync<T>(string kind, string partition, string id, CancellationToken cancellationToken)
    {
        StateKey.Check(kind, partition, id);
        cancellationToken.ThrowIfCancellationRequested();
        var rows = database.Read(
            $"SELECT {Columns} FROM documents WHERE {OfKey}", Row.Of, ("$kind", kind), ("$partition", partition), ("$id", id));
        return Task.FromResult(rows is [var row] ? row.As<T>() : null);
    }

    /// <inheritdoc/>
    public Task<string> PutAsync<T>(string kind, string partition, string id, T value, string? ifMatch, CancellationToken cancellationToken)
    {
        StateKey.Check(kind, partition, id);
        cancellationToken.ThrowIfCancellationRequested();
        var json = StateJson.Write(kind, partition, id, value);
        var sql = ifMatch switch { null => Insert, "*" => Upsert, _ => Update };

        // A version that is no number was never handed out here, so it matches nothing.
        var version = long.TryParse(ifMatch, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;
        var written = database.Write(writer => writer.First(
            sql,
            r => r.GetInt64(0),
            ("$kind", kind), ("$partition", partition), ("$id", id), ("$json", json), ("$ifMatch", version)));
        return written != 0
            ? Task.FromResult(written.ToString(CultureInfo.InvariantCulture))
            : throw new ConcurrencyException(ifMatch is null
                ? $"{kind} '{partition}/{id}' exists already; read it instead of inserting it."
                : $"{kind} '{partition}/{id}' is not at version {ifMatch} any more; read it again.");
    }

    /// <inheritdoc/>
    public Task DeleteAsync(string kind, string partition, string id, CancellationToken cancellationToken)
    {
        StateKey.Check(kind, partition, id);
        cancellationToken.ThrowIfCancellationRequested();
        database.Write(writer =>
        {
            writer.Run($"DELETE FROM documents WHERE {OfKey}", ("$kind", kind), ("$partition", partition), ("$id", id));
            return true;
        });
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public IAsyncEnumerable<Versioned<T>> ListAsync<T>(string kind, string partition, string? fromId, CancellationToken cancellationToken)
    {
        StateKey.CheckKind(kind);
        StateKey.CheckName(partition, nameof(partition));
        if (fromId is not null)
        {
            StateKey.CheckName(fromId, nameof(fromId));
        }

        return Pages<T>(kind, partition, "id >= $bound", fromId ?? "", "id > $bound", "ASC", long.MaxValue, cancellationToken);
    }

    /// <inheritdoc/>
    public IAsyncEnumerable<Versioned<T>> ListLastAsync<T>(string kind, string partition, int count, CancellationToken cancellationToken)
    {
        StateKey.CheckKind(kind);
        StateKey.CheckName(partition, nameof(partition));
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        return Pages<T>(kind, partition, "id < $bound", "~", "id < $bound", "DESC", count, cancellationToken);
    }

    // Pages, so that no read transaction stays open while the caller works and no partition has to fit in memory.
    private async IAsyncEnumerable<Versioned<T>> Pages<T>(
        string kind, string partition, string first, string bound, string next, string order, long count, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Task.CompletedTask;
        for (var (condition, full) = (first, true); full && count > 0; condition = next)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var size = Math.Min(PageSize, count);
            var rows = database.Read(
                $"SELECT {Columns} FROM documents WHERE {OfPartition} AND {condition} ORDER BY id {order} LIMIT $size",
                Row.Of,
                ("$kind", kind), ("$partition", partition), ("$bound", bound), ("$size", size));
            foreach (var row in rows)
            {
                yield return row.As<T>();
                bound = row.Id;
            }

            full = rows.Count == size;
            count -= rows.Count;
        }
    }

    private readonly record struct Row(string Json, long Version, string Id)
    {
        public static Row Of(SqliteDataReader reader) => new(reader.GetString(0), reader.GetInt64(1), reader.GetString(2));

        public Versioned<T> As<T>() => new(StateJson.Read<T>(Json), Version.ToString(CultureInfo.InvariantCulture));
    }
}
