using System.Text;

namespace ShadowFunctions.Sql.Workload.Recording;

/// <summary>Reads comma-separated records one after the other; fields in double quotes may hold commas, quotes and line ends.</summary>
/// <param name="reader">The text.</param>
/// <param name="firstLine">Number of its first line.</param>
internal sealed class CsvRecords(TextReader reader, long firstLine)
{
    /// <summary>Longest record, characters: a quote that is never closed must not read the whole file into memory.</summary>
    public const int MostCharacters = 1 << 20;

    private readonly StringBuilder _field = new();
    private readonly List<CapturedField> _fields = [];
    private long _line = firstLine;
    private long _column;
    private int _length;

    /// <summary>The next record's fields with the places they begin at; null at the end.</summary>
    /// <exception cref="ProfileException">A quote is never closed.</exception>
    public IReadOnlyList<CapturedField>? Next()
    {
        _fields.Clear();
        _length = 0;
        if (reader.Peek() < 0)
        {
            return null;
        }

        while (Field())
        {
        }

        return [.. _fields];
    }

    /// <summary>Reads a field; true when another one follows in the record.</summary>
    private bool Field()
    {
        _field.Clear();
        var (line, column, quoted) = (_line, _column + 1, false);
        while (true)
        {
            var c = Read();
            if (c == '"' && (quoted || _field.Length == 0))
            {
                if (quoted && reader.Peek() == '"')
                {
                    _field.Append((char)Read());
                }
                else
                {
                    quoted = !quoted;
                }
            }
            else if (c < 0 || (!quoted && c is ',' or '\n'))
            {
                if (quoted)
                {
                    throw NotClosed(line, column);
                }

                _fields.Add(new CapturedField(_field.ToString().TrimEnd('\r'), line, column));
                return c == ',';
            }
            else
            {
                _field.Append((char)c);
            }

            if (++_length > MostCharacters)
            {
                throw NotClosed(line, column);
            }
        }
    }

    private static ProfileException NotClosed(long line, long column) =>
        new(FormattableString.Invariant($"line {line}, column {column}: the quote that begins here is not closed within {MostCharacters} characters."));

    private int Read()
    {
        var c = reader.Read();
        (_line, _column) = c == '\n' ? (_line + 1, 0) : (_line, _column + 1);
        return c;
    }
}
