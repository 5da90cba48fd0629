using System.Globalization;
using ShadowFunctions.Core.Model;
using ShadowFunctions.Sql.Dialects;
using ShadowFunctions.Sql.Schema;

namespace ShadowFunctions.Sql.Rehearsal;

/// <summary>Draws parameters for one statement from values that exist in the shadow, so that it finds rows there as it would on production.</summary>
internal sealed class ParameterBinder
{
    private const int MaxValues = 2000;
    private const int FirstFreshKey = 1_000_000_000;

    private readonly IReadOnlyList<string> _parameters;
    private readonly Dictionary<string, (ParameterUse Use, ValuePool? Pool, bool Fresh)> _sources = [];
    private readonly Random _random;
    private int _fresh;

    private ParameterBinder(IReadOnlyList<string> parameters, Random random) => (_parameters, _random) = (parameters, random);

    /// <summary>Fewest keys of its tables that it looks rows up by; null when it looks none up.</summary>
    public int? FewestKeys { get; private set; }

    public static async Task<ParameterBinder> CreateAsync(
        IRehearsalSession session, DatabaseSchema schema, WorkloadItem item, int seed, CancellationToken cancellationToken)
    {
        var text = item.Template.Text;
        var binder = new ParameterBinder(StatementText.Parameters(text), new Random(Seeds.Derive(seed, "draw " + item.Template.Id)));
        foreach (var use in StatementText.Uses(text))
        {
            if (Find(schema, text, use) is not var (table, column))
            {
                continue;
            }

            var reference = table.ForeignKeys.FirstOrDefault(f => f.Columns.Count == 1 && Same(f.Columns[0], column));
            var fresh = use.IsInserted && reference is null && table.Key.Count == 1 && Same(table.Key[0], column);
            var values = reference is null
                ? await session.ValuesAsync(table.Name, column, repeated: false, MaxValues, cancellationToken)
                : await session.ValuesAsync(reference.ParentTable, reference.ParentColumns[0], repeated: false, MaxValues, cancellationToken);

            if (reference is null && !use.IsInserted && table.Key.Any(k => Same(k, column)))
            {
                binder.FewestKeys = Math.Min(binder.FewestKeys ?? int.MaxValue, values.Count);
            }

            // The seed names the domain, not the statement: a customer who is popular with one statement is so with all.
            var domain = reference is null ? $"{table.Name}.{column}" : $"{reference.ParentTable}.{reference.ParentColumns[0]}";
            var pool = values.Count == 0 ? null : new ValuePool(values, item.Skew, Seeds.Derive(seed, domain.ToUpperInvariant()));
            binder._sources[use.Parameter] = (use, pool, fresh && values.All(v => v is long));
        }

        return binder;
    }

    /// <summary>The parameters of the next execution.</summary>
    public IReadOnlyDictionary<string, object?> Next()
    {
        var values = new Dictionary<string, object?>();
        var ranges = new Dictionary<string, double>(StringComparer.OrdinalIgnoreCase);
        foreach (var parameter in _parameters)
        {
            values[parameter] = _sources.TryGetValue(parameter, out var source) ? Draw(source, ranges) : 10L;
        }

        return values;
    }

    private object? Draw((ParameterUse Use, ValuePool? Pool, bool Fresh) source, Dictionary<string, double> ranges)
    {
        if (source.Fresh)
        {
            return (long)FirstFreshKey + _fresh++;
        }

        if (source.Use.End == RangeEnd.None || source.Pool is null)
        {
            return source.Pool?.Draw(_random.NextDouble());
        }

        // Both ends of a range come from one draw.
        var column = string.Create(CultureInfo.InvariantCulture, $"{source.Use.Qualifier}.{source.Use.Column}");
        if (!ranges.TryGetValue(column, out var uniform))
        {
            ranges[column] = uniform = _random.NextDouble();
        }

        var (lower, upper) = source.Pool.DrawRange(uniform);
        return source.Use.End == RangeEnd.Lower ? lower : upper;
    }

    private static (TableSchema Table, string Column)? Find(DatabaseSchema schema, string text, ParameterUse use)
    {
        var tables = StatementText.Tables(text);
        var named = use.Qualifier is { } qualifier
            ? [tables.GetValueOrDefault(qualifier, qualifier)]
            : tables.Values.Distinct(StringComparer.OrdinalIgnoreCase);
        var table = named.Select(schema.Find).FirstOrDefault(t => t is not null && t.IndexOf(use.Column) >= 0);
        return table is null ? null : (table, table.Columns[table.IndexOf(use.Column)].Name);
    }

    private static bool Same(string left, string right) => string.Equals(left, right, StringComparison.OrdinalIgnoreCase);
}
