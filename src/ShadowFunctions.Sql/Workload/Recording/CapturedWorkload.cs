using System.Globalization;
using System.IO.Compression;
using ShadowFunctions.Core.Model;
using ShadowFunctions.Sql.Statements;

namespace ShadowFunctions.Sql.Workload.Recording;

/// <summary>A mix read from a captured file, in one pass and bounded memory. No literal of the file is kept.</summary>
/// <param name="Profile">What arrived and how often, transactions kept together: the units that took most time.</param>
/// <param name="Statements">Statements read.</param>
/// <param name="Refused">Those that are not understood, neither change nor query rows, or read the engine's catalogue: left out.</param>
public sealed record CapturedWorkload(WorkloadProfile Profile, long Statements, long Refused)
{
    private const int MostUnits = 50;
    private const int MostTemplates = 5000;

    /// <summary>Reads a file, which may be compressed with gzip.</summary>
    /// <param name="path">The file.</param>
    /// <param name="language">Whose SQL its statements are.</param>
    /// <exception cref="ProfileException">It cannot be read or used; the message names line and column.</exception>
    public static CapturedWorkload ReadFile(string path, StatementLanguage language)
    {
        ArgumentNullException.ThrowIfNull(path);
        try
        {
            using var file = File.OpenRead(path);
            var isCompressed = file.ReadByte() == 0x1f && file.ReadByte() == 0x8b;
            file.Position = 0;
            using Stream content = isCompressed ? new GZipStream(file, CompressionMode.Decompress) : file;
            using var reader = new StreamReader(content);
            return Read(reader, language, Path.GetFileName(path));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or InvalidDataException or ProfileException)
        {
            throw new ProfileException($"--workload '{path}': {e.Message}", e);
        }
    }

    /// <summary>Reads a text.</summary>
    /// <param name="reader">JSON lines, CSV or PostgreSQL's csvlog, see docs/rehearsal.md.</param>
    /// <param name="language">Whose SQL its statements are.</param>
    /// <param name="name">For people.</param>
    /// <exception cref="ProfileException">A line cannot be read, or nothing in it can be used.</exception>
    public static CapturedWorkload Read(TextReader reader, StatementLanguage language, string name)
    {
        ArgumentNullException.ThrowIfNull(reader);
        var (sums, transactions) = (new TemplateSums(language, MostTemplates), new TransactionSums());
        var (first, last, statements) = (DateTimeOffset.MaxValue, DateTimeOffset.MinValue, 0L);
        foreach (var statement in new CaptureReader(reader).Read())
        {
            (first, last) = (statement.At < first ? statement.At : first, statement.At > last ? statement.At : last);
            if (TransactionSums.Boundary(statement.Text) is { } begins)
            {
                (begins ? (Action<string?>)transactions.Begin : transactions.End)(statement.Session);
                continue;
            }

            statements++;
            if (sums.Add(statement.Text, new StatementTotals { Executions = 1, DurationSeconds = statement.Seconds ?? 0 }) is { } template)
            {
                transactions.Add(statement.Session, statement.Transaction, template);
            }
        }

        transactions.Close();
        return sums.Count > 0
            ? new CapturedWorkload(Mix(name, transactions, sums, Math.Max(1, (last - first).TotalSeconds)), statements, sums.Refused)
            : throw new ProfileException($"it holds no statement that can be rehearsed; {sums.Refused} were left out.");
    }

    private static WorkloadProfile Mix(string name, TransactionSums transactions, TemplateSums sums, double seconds)
    {
        var means = sums.Top(MostTemplates).ToDictionary(s => s.Template.Id, s => s.Totals.DurationSeconds / s.Totals.Executions, StringComparer.Ordinal);
        var units = transactions.Units.OrderByDescending(u => u.Count * (1e-6 + u.Statements.Sum(s => means[s.Id])))
            .ThenBy(u => u.Statements[0].Id, StringComparer.Ordinal).Take(MostUnits);
        return new WorkloadProfile(name, [.. units.SelectMany((unit, i) => unit.Statements.Select(s => new WorkloadItem(s, unit.Count / seconds)
        {
            Transaction = unit.Statements.Count > 1 ? string.Create(CultureInfo.InvariantCulture, $"transaction {i + 1}") : null,
        }))]);
    }
}
