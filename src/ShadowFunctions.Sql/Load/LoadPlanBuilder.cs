using System.Globalization;
using ShadowFunctions.Core.Model;
using ShadowFunctions.Sql.Dialects;
using ShadowFunctions.Sql.Schema;
using ShadowFunctions.Sql.Statements;

namespace ShadowFunctions.Sql.Load;

/// <summary>Makes a plan of a profile: binds parameters to keys that exist in the shadow, keeps transactions together.</summary>
/// <param name="session">A session on the shadow; only read from.</param>
/// <param name="language">Whose SQL the statements are written in.</param>
/// <param name="seed">Which keys are popular.</param>
public sealed class LoadPlanBuilder(IRehearsalSession session, StatementLanguage language, int seed)
{
    private const int MaxKeys = 5000;
    private const int ArrayLength = 3;
    private const long FirstFreshKey = 1_000_000_000;

    private readonly Dictionary<string, IReadOnlyList<object>> _keys = new(StringComparer.OrdinalIgnoreCase);
    private long _fresh = FirstFreshKey;

    /// <summary>The plan.</summary>
    /// <exception cref="StatementRefusedException">A statement is not understood.</exception>
    public async Task<LoadPlan> BuildAsync(WorkloadProfile profile, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(profile);
        var statements = new List<LoadStatement>();
        foreach (var item in profile.Items)
        {
            statements.Add(await StatementAsync(item, cancellationToken));
        }

        return new LoadPlan(statements, Units(profile));
    }

    /// <summary>What arrives: each statement that stands alone, and each transaction at its first statement's rate; what never comes is left out.</summary>
    internal static IReadOnlyList<LoadUnit> Units(WorkloadProfile profile)
    {
        var units = profile.Items.Select((item, i) => (Item: item, Index: i))
            .GroupBy(x => x.Item.Transaction ?? $"#{x.Index.ToString(CultureInfo.InvariantCulture)}")
            .Select(g => new LoadUnit(
                g.First().Item.Transaction ?? g.First().Item.Template.Id, [.. g.Select(x => x.Index)], g.First().Item.RatePerSecond, g.First().Item.Transaction is not null));
        return [.. units.Where(u => u.RatePerSecond > 0)];
    }

    /// <summary>One statement with its parameters bound.</summary>
    internal async Task<LoadStatement> StatementAsync(WorkloadItem item, CancellationToken cancellationToken)
    {
        var shape = StatementShape.Of(item.Template.Text, language);
        var (draws, fewest) = (new List<Func<Random, double, object?>>(), (int?)null);
        foreach (var parameter in shape.Parameters)
        {
            var distribution = item.Parameters.GetValueOrDefault(parameter) ?? (item.Skew > 0 ? new ParameterDistribution { Skew = item.Skew } : null);
            draws.Add(await DrawAsync(shape, shape.Places[parameter], distribution, cancellationToken));
            fewest = await LookedUpAsync(shape, shape.Places[parameter], cancellationToken) is { } keys ? Math.Min(fewest ?? keys, keys) : fewest;
        }

        var array = draws.ToArray();
        return new LoadStatement(item.Template, shape.Parameters, (random, values) =>
        {
            // Both ends of a range come from one draw.
            var uniform = random.NextDouble();
            for (var i = 0; i < array.Length; i++)
            {
                values[i] = array[i](random, uniform);
            }
        })
        {
            FewestKeys = fewest,
        };
    }

    /// <summary>How many keys there are to look rows up by, where a place is one of its own table's key; null elsewhere.</summary>
    private async Task<int?> LookedUpAsync(StatementShape shape, ParameterPlace place, CancellationToken cancellationToken) =>
        !place.IsInserted && shape.ColumnOf(place, session.Schema) is var (table, column)
        && Reference(table, column.Name) is null && table.Key.Any(k => Same(k, column.Name))
            ? (await KeysAsync(table.Name, column.Name, repeated: false, cancellationToken)).Count
            : null;

    private async Task<Func<Random, double, object?>> DrawAsync(
        StatementShape shape, ParameterPlace place, ParameterDistribution? distribution, CancellationToken cancellationToken)
    {
        object fallback = language == StatementLanguage.Sqlite && long.TryParse(place.Fallback, CultureInfo.InvariantCulture, out var number) ? number : place.Fallback;
        if (shape.ColumnOf(place, session.Schema) is not var (table, found))
        {
            return (_, _) => fallback;
        }

        var column = found.Name;
        var reference = Reference(table, column);
        var (ofTable, ofColumn) = reference is null ? (table.Name, column) : (reference.ParentTable, reference.ParentColumns[0]);
        var keys = await KeysAsync(ofTable, ofColumn, repeated: false, cancellationToken);
        if (place.IsInserted && reference is null && table.Key is [var key] && Same(key, column) && keys.All(k => k is long))
        {
            // Above the keys that exist, and never the same one twice.
            return (_, _) => Shown(Interlocked.Increment(ref _fresh));
        }

        if (keys.Count == 0)
        {
            return (_, _) => place.IsInserted ? null : fallback;
        }

        if (place.IsInserted && reference is not null && distribution is null && await KeysAsync(table.Name, column, repeated: true, cancellationToken) is { Count: > 0 } rows)
        {
            // What was written until now tells how new rows are spread over the keys.
            (keys, distribution) = (rows, new ParameterDistribution { Kind = DistributionKind.Uniform });
        }

        var draw = new KeyDraw([.. keys.Select(Shown)], distribution ?? new ParameterDistribution(), Seeds.Derive(seed, $"{ofTable}.{ofColumn}".ToUpperInvariant()));
        return place switch
        {
            { IsArray: true } => (random, _) => $"{{{string.Join(',', Enumerable.Range(0, ArrayLength).Select(_ => draw.Draw(random)))}}}",
            { End: RangeEnd.Lower } => (_, uniform) => draw.DrawRange(uniform).Lower,
            { End: RangeEnd.Upper } => (_, uniform) => draw.DrawRange(uniform).Upper,
            _ => (random, _) => draw.Draw(random),
        };
    }

    private async Task<IReadOnlyList<object>> KeysAsync(string table, string column, bool repeated, CancellationToken cancellationToken)
    {
        if (!_keys.TryGetValue($"{table}.{column} {repeated}", out var keys))
        {
            _keys[$"{table}.{column} {repeated}"] = keys = await session.ValuesAsync(table, column, repeated, MaxKeys, cancellationToken);
        }

        return keys;
    }

    private static ForeignKey? Reference(TableSchema table, string column) =>
        table.ForeignKeys.FirstOrDefault(f => f.Columns is [var only] && Same(only, column));

    /// <summary>PostgreSQL takes parameters as text and finds their types; the other engines' drivers take values.</summary>
    private object Shown(object value) => language == StatementLanguage.PostgreSql ? KeyDraw.AsText(value) : value;

    private static bool Same(string left, string right) => string.Equals(left, right, StringComparison.OrdinalIgnoreCase);
}
