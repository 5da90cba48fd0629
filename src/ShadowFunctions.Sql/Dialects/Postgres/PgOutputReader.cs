using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using ShadowFunctions.Sql.Schema;

namespace ShadowFunctions.Sql.Dialects.Postgres;

/// <summary>
/// Reads the messages of PostgreSQL's own output plugin (<c>pgoutput</c>, protocol 1) and keeps the keys of changed rows. The publication sends
/// key columns only, so nothing else of a row ever leaves production this way.
/// </summary>
internal sealed class PgOutputReader(DatabaseSchema schema)
{
    private readonly Dictionary<uint, (TableSchema? Table, int[] Places)> _relations = [];
    private List<RowChange> _open = [];

    /// <summary>Number of the transaction under way.</summary>
    public uint Transaction { get; private set; }

    /// <summary>Takes one message; returns the whole transaction at its end, null before.</summary>
    public (IReadOnlyList<RowChange> Changes, long End)? Take(byte[] message)
    {
        var at = new Cursor(message);
        switch ((char)at.Byte())
        {
            case 'B':
                at.Skip(16);
                Transaction = at.UInt32();
                _open = [];
                return null;
            case 'R':
                Relation(ref at);
                return null;
            case 'I':
                New(ref at);
                return null;
            case 'U':
                Update(ref at);
                return null;
            case 'D':
                Add(at.UInt32(), Tuple(ref at, skip: 1));
                return null;
            case 'T':
                Truncate(ref at);
                return null;
            case 'C':
                at.Skip(9);
                var end = at.Int64();
                return ([.. _open.Select(c => c with { Position = end })], end);
            default:
                return null; // Types, origins and messages of applications.
        }
    }

    private void Relation(ref Cursor at)
    {
        var oid = at.UInt32();
        var (space, name) = (at.Text(), at.Text());
        at.Skip(1);
        var columns = new List<string>();
        for (var left = at.Int16(); left > 0; left--)
        {
            at.Skip(1);
            columns.Add(at.Text());
            at.Skip(8);
        }

        var table = schema.Tables.FirstOrDefault(t => (t.Schema ?? "public") == space && t.LocalName == name);
        var places = table?.Key.Select(k => columns.IndexOf(k)).ToArray() ?? [];

        // A message from before the key was changed: the copy has been started anew since then and holds the row already.
        _relations[oid] = places.Contains(-1) ? (null, []) : (table, places);
    }

    private void New(ref Cursor at)
    {
        var oid = at.UInt32();
        Add(oid, Tuple(ref at, skip: 1));
    }

    private void Update(ref Cursor at)
    {
        var oid = at.UInt32();
        var kind = at.Byte();
        if (kind is (byte)'K' or (byte)'O')
        {
            Add(oid, Tuple(ref at, skip: 0));
            at.Skip(1);
        }

        Add(oid, Tuple(ref at, skip: 0));
    }

    private void Truncate(ref Cursor at)
    {
        var count = at.UInt32();
        at.Skip(1);
        for (; count > 0; count--)
        {
            if (_relations.TryGetValue(at.UInt32(), out var relation) && relation.Table is { } table)
            {
                _open.Add(new RowChange(0, table.Name, null));
            }
        }
    }

    private void Add(uint oid, List<string?> values)
    {
        if (_relations[oid] is ({ } table, var places))
        {
            _open.Add(new RowChange(0, table.Name, [.. places.Select((place, i) => Value(table[table.Key[i]], values[place]))]));
        }
    }

    private static List<string?> Tuple(ref Cursor at, int skip)
    {
        at.Skip(skip);
        var values = new List<string?>();
        for (var left = at.Int16(); left > 0; left--)
        {
            values.Add(at.Byte() == (byte)'t' ? at.Text((int)at.UInt32()) : null);
        }

        return values;
    }

    /// <summary>The value as a query would read it.</summary>
    private static object? Value(ColumnSchema column, string? text) => text is null ? null
        : column.AsText ? text
        : column.DataType switch
        {
            "smallint" or "integer" or "bigint" => long.Parse(text, CultureInfo.InvariantCulture),
            "real" => (double)float.Parse(text, CultureInfo.InvariantCulture),
            "double precision" => double.Parse(text, CultureInfo.InvariantCulture),
            "boolean" => text == "t",
            "uuid" => Guid.Parse(text),
            "bytea" => Convert.FromHexString(text.AsSpan(2)),
            _ => text,
        };

    private ref struct Cursor(ReadOnlySpan<byte> rest)
    {
        private ReadOnlySpan<byte> _rest = rest;

        public void Skip(int bytes) => _rest = _rest[bytes..];

        public byte Byte() => Take(1)[0];

        public short Int16() => BinaryPrimitives.ReadInt16BigEndian(Take(2));

        public uint UInt32() => BinaryPrimitives.ReadUInt32BigEndian(Take(4));

        public long Int64() => BinaryPrimitives.ReadInt64BigEndian(Take(8));

        public string Text(int bytes) => Encoding.UTF8.GetString(Take(bytes));

        public string Text()
        {
            var text = Text(_rest.IndexOf((byte)0));
            Skip(1);
            return text;
        }

        private ReadOnlySpan<byte> Take(int bytes)
        {
            var taken = _rest[..bytes];
            _rest = _rest[bytes..];
            return taken;
        }
    }
}
