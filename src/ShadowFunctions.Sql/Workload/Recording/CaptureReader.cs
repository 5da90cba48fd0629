using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace ShadowFunctions.Sql.Workload.Recording;

/// <summary>
/// Reads a captured file statement by statement: JSON lines, CSV with a header, or PostgreSQL's csvlog. The first character tells which it is.
/// Errors name line and column and quote nothing of the file.
/// </summary>
/// <param name="reader">The file.</param>
internal sealed partial class CaptureReader(TextReader reader)
{
    private const int LogFields = 23;
    private const int LogSession = 5;
    private const int LogTransaction = 9;
    private const int LogMessage = 13;
    private static readonly string[] Fields = ["at", "text", "session", "transaction", "durationMs"];

    /// <summary>The statements in the order of the file.</summary>
    /// <exception cref="ProfileException">A line cannot be read.</exception>
    public IEnumerable<CapturedStatement> Read() => reader.Peek() switch
    {
        '{' => Json(),
        >= '0' and <= '9' => Records(1, Log),
        _ => Records(2, Header()),
    };

    private static ProfileException Bad(long line, long column, string why) =>
        new(string.Create(CultureInfo.InvariantCulture, $"line {line}, column {column}: {why}."));

    private IEnumerable<CapturedStatement> Json()
    {
        for (var number = 1L; reader.ReadLine() is { } line; number++)
        {
            if (line.Length > 0)
            {
                yield return Statement(Values(line, number), number);
            }
        }
    }

    private static Dictionary<string, CapturedField> Values(string line, long number)
    {
        try
        {
            using var document = JsonDocument.Parse(line);
            return document.RootElement.EnumerateObject().ToDictionary(
                p => p.Name, p => new CapturedField(p.Value.ToString(), number, line.IndexOf($"\"{p.Name}\"", StringComparison.Ordinal) + 1));
        }
        catch (JsonException e)
        {
            throw Bad(number, (e.BytePositionInLine ?? 0) + 1, "this is no JSON; write one whole object per line");
        }
        catch (Exception e) when (e is InvalidOperationException or ArgumentException)
        {
            throw Bad(number, 1, "this is no object with distinct fields; write {\"at\": …, \"text\": …}");
        }
    }

    private IEnumerable<CapturedStatement> Records(long firstLine, Func<IReadOnlyList<CapturedField>, CapturedStatement?> read)
    {
        var records = new CsvRecords(reader, firstLine);
        while (records.Next() is { } fields)
        {
            if (fields is not [{ Text: "" }] && read(fields) is { } statement)
            {
                yield return statement;
            }
        }
    }

    private Func<IReadOnlyList<CapturedField>, CapturedStatement?> Header()
    {
        var names = (reader.ReadLine() ?? "").Split(',', StringSplitOptions.TrimEntries);
        return names.Contains("at") && names.Contains("text") && !names.Except(Fields).Any() && names.Distinct().Count() == names.Length
            ? fields => fields.Count == names.Length
                ? Statement(names.Zip(fields).ToDictionary(p => p.First, p => p.Second), fields[0].Line)
                : throw Bad(fields[0].Line, 1, $"{fields.Count} fields where the header names {names.Length}")
            : throw Bad(1, 1, $"this is no header; give JSON lines, PostgreSQL's csvlog, or CSV whose first line names {string.Join(", ", Fields)}, of which at and text are needed");
    }

    /// <summary>A line of the log: only those that hold a statement count, and never the parameters, which stand in the detail.</summary>
    private static CapturedStatement? Log(IReadOnlyList<CapturedField> fields)
    {
        if (fields.Count < LogFields)
        {
            throw Bad(fields[0].Line, 1, $"{fields.Count} fields; a line of csvlog has {LogFields} or more");
        }

        if (LogStatement().Match(fields[LogMessage].Text) is not { Success: true } message)
        {
            return null;
        }

        // The zone's short name says nothing to this machine; all lines have the same.
        var time = fields[0].Text;
        var at = At(fields[0] with { Text = time.LastIndexOf(' ') is > 10 and var zone ? time[..zone] : time });
        var seconds = message.Groups["ms"] is { Success: true } ms ? double.Parse(ms.Value, CultureInfo.InvariantCulture) / 1000 : (double?)null;
        var transaction = fields[LogTransaction].Text;
        return new CapturedStatement(
            at, message.Groups["text"].Value, fields[LogSession].Text, transaction is "" || transaction.EndsWith("/0", StringComparison.Ordinal) ? null : transaction, seconds);
    }

    private static CapturedStatement Statement(Dictionary<string, CapturedField> values, long line)
    {
        CapturedField Field(string name) => values.GetValueOrDefault(name) ?? new CapturedField("", line, 1);
        string? Optional(string name) => Field(name).Text is { Length: > 0 } text ? text : null;
        if (values.Keys.FirstOrDefault(k => !Fields.Contains(k)) is { } unknown)
        {
            throw Bad(line, values[unknown].Column, $"a field that is none of {string.Join(", ", Fields)}; leave it out, values of parameters above all");
        }

        var text = Optional("text") ?? throw Bad(line, Field("text").Column, "text is missing; give the statement");
        var at = At(Field("at"));
        double? milliseconds = null;
        if (Optional("durationMs") is { } duration)
        {
            milliseconds = double.TryParse(duration, CultureInfo.InvariantCulture, out var number) && number is >= 0 and < double.PositiveInfinity
                ? number
                : throw Bad(Field("durationMs").Line, Field("durationMs").Column, "durationMs is no number of milliseconds from 0 on");
        }

        return new CapturedStatement(at, text, Optional("session"), Optional("transaction"), milliseconds / 1000);
    }

    private static DateTimeOffset At(CapturedField field) =>
        DateTimeOffset.TryParse(field.Text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at)
            ? at.ToUniversalTime()
            : throw Bad(field.Line, field.Column, "at is no date and time; write 2026-11-28T09:30:00.125Z");

    [GeneratedRegex(@"^(duration: (?<ms>[\d.]+) ms  )?(statement|execute [^:]*): (?<text>.*)$", RegexOptions.Singleline)]
    private static partial Regex LogStatement();
}
